package io.inferencegateway.operator.cli.load;

import io.inferencegateway.contract.Slo;
import io.inferencegateway.operator.cli.load.Shots.Picture;
import io.inferencegateway.operator.cli.terminal.ProgressLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// What is asked of a server, whichever it is: a test, whose progress is shown, and the report of it.
///
/// @param patience that a request has for its answer
/// @param json whether the report is for programs
/// @param command whose output it writes to
public record LoadRun(
        Schedule schedule,
        Mix kinds,
        Duration patience,
        List<Picture> pictures,
        Optional<String> apiKey,
        boolean json,
        CommandLine command) {
    public LoadRun {
        pictures = List.copyOf(pictures);
    }

    /// Tests a server, and writes the report.
    ///
    /// @param http to reach it by; closed when the test has ended
    /// @param slo the objectives; without them there is no verdict
    /// @return whether every objective was kept
    /// @throws IOException with a sentence, when nobody answers there
    public boolean at(URI base, HttpClient http, Optional<Slo> slo) throws IOException, InterruptedException {
        try (http) {
            var shots = Shots.at(base, pictures, apiKey, patience, http);
            shots.greet();
            var report = report(shots);
            var promises = slo.map(one -> Promise.of(one, report)).orElse(List.of());
            var threshold = slo.map(one -> one.latency().thresholdDuration());
            var out = command.getOut();
            out.print(json ? LoadJson.of(report, promises) : new LoadTable(Ansi.AUTO).of(report, promises, threshold));
            out.flush();
            return promises.stream().allMatch(Promise::kept);
        }
    }

    private Report report(Shots shots) throws InterruptedException {
        try (var line = ProgressLine.of(command.getErr())) {
            return new LoadTest(schedule, kinds, shots)
                    .run((due, ended) -> line.show(
                            due, schedule.requests(), "%d of %d answered".formatted(ended, schedule.requests())));
        }
    }
}
