package io.inferencegateway.operator.cli.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.operator.assess.Evidence;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Evidence.Answers;
import io.inferencegateway.operator.assess.Evidence.Scrapes;
import io.inferencegateway.operator.assess.Evidence.Traces;
import io.inferencegateway.operator.assess.Exposition;
import io.inferencegateway.operator.assess.LogLines;
import io.inferencegateway.operator.assess.Scrape;
import io.inferencegateway.operator.assess.Seen;
import io.inferencegateway.operator.assess.Sent;
import io.inferencegateway.operator.assess.Sent.Request;
import io.inferencegateway.operator.assess.SpanSeen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Gathers the evidence: looks at the pod, sends it a few requests of its own, and looks again.
final class Gathering {
    private static final Duration STEP = Duration.ofMillis(250);
    // Spans and lines are told after the answer is on its way.
    private static final Duration TELLING = Duration.ofSeconds(3);
    // Spans wait for five seconds by default; one that cannot be sent is tried again for some ten.
    private static final Duration EXPORT = Duration.ofSeconds(25);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Target target;
    private final PodDoor door;
    private final String metricsPath;
    private final Requests requests;

    /// @param metricsPath where the pod's metrics are
    Gathering(Target target, String metricsPath, Requests requests) {
        this.target = target;
        this.door = target.door();
        this.metricsPath = metricsPath;
        this.requests = requests;
    }

    /// @throws IOException when nobody answers
    Evidence evidence() throws IOException {
        var readyz = door.get(Endpoints.READYZ);
        if (readyz instanceof Seen.Missing<Answer>(String why)) {
            throw new IOException("the pod cannot be reached: " + why);
        }
        var healthz = door.get(Endpoints.HEALTHZ);
        var before = scrape(door.besideMetrics(metricsPath));
        var good =
                notReady(readyz) ? Seen.<Answer>not("the pod is not ready, so nothing was sent") : requests.send(door);
        var sent = requests.sent();
        boolean answered =
                good.optional().filter(answer -> answer.code() == 200).isPresent();
        var traces = traces(sent, answered);
        var log = until(TELLING, target.log()::lines, lines -> !answered || told(lines, sent.unsampled()));
        var last = until(
                EXPORT, () -> door.besideMetrics(metricsPath), answer -> !answered || exported(before, scrape(answer)));
        return new Evidence(
                sent,
                new Answers(good, healthz, readyz, target.live(), target.ready()),
                new Scrapes(before, scrape(last), last),
                log,
                traces,
                target.gateway(),
                target.pod(),
                target.collectors(),
                target.rules());
    }

    // A prediction would cost error budget.
    private static boolean notReady(Seen<Answer> readyz) {
        return readyz.optional()
                .filter(answer -> answer.code() == 503 && hasState(answer.body()))
                .isPresent();
    }

    private static boolean hasState(String body) {
        try {
            return JSON.readTree(body).hasNonNull("state");
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }

    private static Seen<Scrape> scrape(Seen<Answer> answer) {
        return answer.optional()
                .filter(here -> here.code() == 200)
                .map(here -> Exposition.read(here.body()))
                .filter(scrape -> !scrape.families().isEmpty())
                .map(Seen::of)
                .orElseGet(() -> Seen.not("there is no scrape: METRICS-1"));
    }

    private Traces traces(Sent sent, boolean answered) {
        var sampled = until(
                TELLING,
                () -> kept(sent.good()),
                spans -> !answered
                        || spans.optional()
                                .filter(known -> known.stream().noneMatch(span -> span.parentId()
                                        .equals(sent.good().spanId())))
                                .isEmpty());
        return new Traces(sampled, kept(sent.unsampled()));
    }

    private Seen<List<SpanSeen>> kept(Request request) {
        var answer = door.besideMetrics(Endpoints.TRACES + "?id=" + request.traceId());
        return switch (answer) {
            case Seen.Here<Answer>(Answer here) when here.code() == 200 -> spans(here.body());
            case Seen.Here<Answer>(Answer here) ->
                Seen.not("%s answered %d: no management port, or a pod of an earlier release"
                        .formatted(Endpoints.TRACES, here.code()));
            case Seen.Missing<Answer>(String why) -> Seen.not(why);
        };
    }

    private static Seen<List<SpanSeen>> spans(String body) {
        try {
            return Seen.of(SpanSeen.read(body));
        } catch (JsonProcessingException noJson) {
            return Seen.not(Endpoints.TRACES + " answered no JSON");
        }
    }

    private static boolean told(Seen<LogLines> lines, Request request) {
        return lines.optional()
                .filter(log -> log.of(request, LogLines.COMPLETED).isEmpty())
                .isEmpty();
    }

    private static boolean exported(Seen<Scrape> before, Seen<Scrape> after) {
        return List.of(Metrics.SPANS_EXPORTED, Metrics.LOGS_EXPORTED).stream().allMatch(name -> after.optional()
                .filter(scrape -> scrape.families().containsKey(name))
                .filter(scrape -> scrape.sum(name)
                        <= before.optional().map(earlier -> earlier.sum(name)).orElse(0.0))
                .isEmpty());
    }

    private static <T> T until(Duration patience, Supplier<T> look, Predicate<T> enough) {
        long end = System.nanoTime() + patience.toNanos();
        T seen = look.get();
        while (!enough.test(seen) && System.nanoTime() < end && pause()) {
            seen = look.get();
        }
        return seen;
    }

    private static boolean pause() {
        try {
            Thread.sleep(STEP);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
