package io.inferencegateway.operator.assess;

import java.util.List;
import java.util.function.Function;

/// LOGGING-1 to LOGGING-8.
final class LoggingCriteria {
    private static final String LOG = "kubectl logs -n NAMESPACE deployment/NAME --since=1m";

    static final List<Criterion> ALL = List.of(
            criterion(
                    1,
                    "Logs are structured: every line is one JSON object",
                    "every line the pod wrote since our first request",
                    "a line that is no JSON is lost to every query",
                    "take out what writes beside the logger, such as JAVA_TOOL_OPTIONS or a shell around the program",
                    LogChecks::json),
            criterion(
                    2,
                    "The log schema is consistent: timestamp, level, event and logger on every line",
                    "the same lines: a timestamp in ISO 8601, and the other three not empty",
                    "one query finds all",
                    "let no filter or shipper drop or rename these fields",
                    LogChecks::schema),
            criterion(
                    3,
                    "Trace context is in the logs: trace_id and span_id",
                    "the line request_completed of our prediction has both, well-formed",
                    "from a line to its trace in one step",
                    "let no filter drop these fields; with OTEL_SDK_DISABLED there are none",
                    LogChecks::traceContext),
            criterion(
                    4,
                    "Service metadata is in the logs: service, version, environment",
                    "every line has the three, and service is the gateway's name where the resource is known",
                    "who says it, and which release",
                    "let no filter drop these fields; set SERVICE_NAME, SERVICE_VERSION and ENVIRONMENT where no operator does",
                    LogChecks::serviceMetadata),
            criterion(
                    5,
                    "Requests are correlated: the caller's X-Request-ID is on the answer and on the request's lines",
                    "the id we sent comes back, and two lines of our prediction or more have it",
                    "a caller's complaint leads to its lines",
                    "let no proxy replace X-Request-ID, and no filter drop request_id",
                    LogChecks::correlation),
            criterion(
                    6,
                    "Log levels are appropriate",
                    "levels are debug, info, warning, error or critical; a prediction is told at info, a client's mistake at warning",
                    "an alert on errors must not fire for a client's mistake, and a quiet log must not hide the requests",
                    "set spec.observability.logging.level to INFO or DEBUG",
                    LogChecks::levels),
            criterion(
                    7,
                    "Logs are aggregated: they leave the pod for a log store",
                    "the pod's counter of log lines that an OTLP receiver took rises and that of refused ones does not; or a pod on its node reads the log files of the node (a hostPath below /var/log)",
                    "with the pod its log is gone",
                    "set spec.observability.logging.exporter: otlp with a tracing.endpoint, or install a log collector on the nodes",
                    LogChecks::aggregation),
            criterion(
                    8,
                    "No credentials and no personal data are in the logs",
                    "words we sent as a cookie, as a query parameter, as an API key and in a body are in no line; nor is anything that looks like a key",
                    "logs are read by more people than secrets may be",
                    "log routes and ids, never headers, queries or bodies; see what the message names",
                    LogChecks::secrets));

    private LoggingCriteria() {}

    private static Criterion criterion(
            int number, String title, String seenBy, String why, String mend, Function<Evidence, Result> check) {
        return new Criterion("LOGGING-" + number, Group.LOGGING, title, seenBy, why, mend, LOG, check);
    }
}
