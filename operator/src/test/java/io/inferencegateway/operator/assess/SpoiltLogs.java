package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Evidence.Answers;
import java.util.stream.Stream;

/// Logs with one thing amiss.
final class SpoiltLogs {
    private static final Healthy WELL = new Healthy();

    private SpoiltLogs() {}

    static Stream<Spoilt> all() {
        return Stream.of(
                new Spoilt(
                        "LOGGING-1",
                        "a plain line",
                        "Picked up JAVA_TOOL_OPTIONS",
                        WELL.log(text -> "Picked up JAVA_TOOL_OPTIONS: -Xmx1g\n" + text)),
                new Spoilt(
                        "LOGGING-1",
                        "two objects on a line",
                        "no JSON object",
                        WELL.log(text -> text + "{\"a\":1} {\"b\":2}\n")),
                new Spoilt(
                        "LOGGING-2",
                        "no timestamp",
                        "a line lacks timestamp",
                        WELL.log(text -> text.replace("\"timestamp\"", "\"time\""))),
                new Spoilt(
                        "LOGGING-2",
                        "no time in it",
                        "a line lacks timestamp",
                        WELL.log(text -> text.replace("2026-01-01T00:00:00.000003Z", "today"))),
                new Spoilt(
                        "LOGGING-3",
                        "no trace",
                        "request_completed has no trace_id",
                        WELL.log(text -> text.replaceAll("\"trace_id\":\"[^\"]*\",", ""))),
                new Spoilt(
                        "LOGGING-4",
                        "no version",
                        "a line lacks version",
                        WELL.log(text -> text.replaceAll("\"version\":\"[^\"]*\",", ""))),
                new Spoilt(
                        "LOGGING-4",
                        "another's name",
                        "service is not minimal",
                        WELL.log(text -> text.replace("\"service\":\"minimal\"", "\"service\":\"other\""))),
                new Spoilt(
                        "LOGGING-5",
                        "no id in the log",
                        "0 of 2 lines of our prediction",
                        WELL.log(text -> text.replaceAll("\"request_id\":\"[^\"]*\"", "\"x\":1"))),
                new Spoilt(
                        "LOGGING-5",
                        "another id on the answer",
                        "the answer's X-Request-ID is 'mine'",
                        WELL.answers(answers -> new Answers(
                                Seen.of(new Answer(200, "application/json", "mine", "{}")),
                                answers.healthz(),
                                answers.readyz(),
                                answers.live(),
                                answers.ready()))),
                new Spoilt(
                        "LOGGING-6",
                        "a level of another's",
                        "there is a level 'notice'",
                        WELL.log(text -> text.replace(
                                "\"info\",\"logger\":\"p.Predict\"", "\"notice\",\"logger\":\"p.Predict\""))),
                new Spoilt(
                        "LOGGING-6",
                        "a client's mistake as an error",
                        "our bad request is told at error",
                        WELL.log(text -> text.replace("\"warning\"", "\"error\""))),
                new Spoilt(
                        "LOGGING-6",
                        "only errors",
                        "our prediction is not told at info",
                        WELL.log(text -> "")
                                .scrape(text -> text.replace(
                                        "log_exported_total{error_type=\"\"} 2.0",
                                        "log_exported_total{error_type=\"\"} 0.0"))),
                new Spoilt(
                        "LOGGING-7",
                        "the receiver hangs",
                        "took 0 and refused 0",
                        WELL.scrape(text -> text.replace(
                                "log_exported_total{error_type=\"\"} 2.0", "log_exported_total{error_type=\"\"} 0.0"))),
                new Spoilt(
                        "LOGGING-7",
                        "nothing leaves the node",
                        "the pod sends no log lines over OTLP",
                        WELL.scrape(text -> Spoilt.dropped(text, "otel_sdk_exporter_log"))),
                new Spoilt(
                        "LOGGING-7", "the receiver refuses", "took 0 and refused 2", WELL.scrape(text -> text.replace(
                                        "log_exported_total{error_type=\"\"} 2.0",
                                        "log_exported_total{error_type=\"\"} 0.0")
                                .replace(
                                        "log_exported_total{error_type=\"_OTHER\"} 0",
                                        "log_exported_total{error_type=\"_OTHER\"} 2"))),
                new Spoilt(
                        "LOGGING-8",
                        "a cookie",
                        "its event is 'request_completed'",
                        WELL.log(text -> text.replace("\"path\":\"/predict\"", "\"cookie\":\"session-1\""))),
                new Spoilt(
                        "LOGGING-8",
                        "a field of that name",
                        "a line has what must not be logged",
                        WELL.log(text -> text.replace("\"error\":\"no picture\"", "\"api_key\":\"hunter2\""))),
                new Spoilt(
                        "LOGGING-8",
                        "a password",
                        "a line has what must not be logged",
                        WELL.log(text -> text.replace("no picture", "password=hunter2"))));
    }
}
