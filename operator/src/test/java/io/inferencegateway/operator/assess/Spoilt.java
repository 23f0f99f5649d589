package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Evidence.Answers;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Evidence with one thing amiss.
///
/// @param id of the only criterion that is not met
/// @param what is amiss
/// @param words a part of what is said
record Spoilt(String id, String what, String words, Healthy evidence) {
    private static final Healthy WELL = new Healthy();

    static Stream<Spoilt> all() {
        return Stream.of(metrics(), logging(), tracing(), health(), slo()).flatMap(rows -> rows);
    }

    @Override
    public String toString() {
        return id + ": " + what;
    }

    private static Stream<Spoilt> metrics() {
        return Stream.of(
                new Spoilt(
                        "METRICS-1",
                        "a garbled line",
                        "is no sample: http_requests_total{",
                        WELL.scrape(text -> text + "http_requests_total{\n")),
                new Spoilt(
                        "METRICS-1",
                        "another content type",
                        "its content type is 'text/html'",
                        WELL.scraped(new Answer(200, "text/html", "", ""))),
                new Spoilt("METRICS-1", "cut off", "cut off", WELL.scrape(text -> text + "# EO")),
                new Spoilt(
                        "METRICS-2",
                        "no errors counted",
                        "a bad request did not raise http_errors_total",
                        WELL.scrape(text -> dropped(text, "http_errors_total"))),
                new Spoilt(
                        "METRICS-3",
                        "another label",
                        "http_requests_total has no label status_code",
                        WELL.scrape(text -> text.replace("status_code=", "code="))),
                new Spoilt(
                        "METRICS-4",
                        "no confidence",
                        "a prediction did not raise inference_confidence_score_count",
                        WELL.scrape(text -> dropped(text, "inference_confidence_score"))),
                new Spoilt(
                        "METRICS-5",
                        "no memory",
                        "no model_memory_bytes",
                        WELL.scrape(text -> dropped(text, "model_memory_bytes"))),
                new Spoilt(
                        "METRICS-5",
                        "an empty model",
                        "model_memory_bytes is 0",
                        WELL.scrape(text -> text.replace("1.8543E7", "0.0"))),
                new Spoilt(
                        "METRICS-6",
                        "a bound less",
                        "http_request_duration_seconds has no bucket 0.3",
                        WELL.scrape(text -> text.replace("le=\"0.3\"", "le=\"0.25\""))),
                new Spoilt(
                        "METRICS-7",
                        "a raw path",
                        "endpoint of http_requests_total has the path of a request",
                        WELL.scrape(text -> text.replace("unmatched", "/igw-assess-path"))),
                new Spoilt(
                        "METRICS-7",
                        "too many values",
                        "endpoint of http_requests_total has 122 values",
                        WELL.scrape(text -> text
                                + IntStream.range(0, 120)
                                        .mapToObj(
                                                "http_requests_total{endpoint=\"/%d\",method=\"GET\",status_code=\"1\"} 1\n"
                                                        ::formatted)
                                        .collect(Collectors.joining()))),
                new Spoilt(
                        "METRICS-8",
                        "no help",
                        "model_memory_bytes has no help text",
                        WELL.scrape(text -> text.replace("# HELP model_memory_bytes Size of the model file\n", ""))),
                new Spoilt(
                        "METRICS-8",
                        "camel case",
                        "inferenceWorkers is not in snake_case",
                        WELL.scrape(text -> text
                                + "# HELP inferenceWorkers x\n# TYPE inferenceWorkers gauge\ninferenceWorkers 1\n")));
    }

    private static Stream<Spoilt> logging() {
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
                new Spoilt("LOGGING-6", "only errors", "our prediction is not told at info", WELL.log(text -> "")),
                new Spoilt(
                        "LOGGING-7",
                        "nothing leaves the node",
                        "the pod sends no log lines over OTLP",
                        WELL.scrape(text -> dropped(text, "otel_sdk_exporter_log"))),
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
                        "a password",
                        "a line has what must not be logged",
                        WELL.log(text -> text.replace("no picture", "password=hunter2"))));
    }

    private static Stream<Spoilt> tracing() {
        return Stream.of(
                new Spoilt(
                        "TRACING-1",
                        "no exporter",
                        "the pod has no exporter of spans",
                        WELL.scrape(text -> dropped(text, "otel_sdk_exporter_span"))),
                new Spoilt(
                        "TRACING-1",
                        "no SDK",
                        "the pod has no exporter of spans",
                        WELL.scrape(text -> dropped(text, "otel_sdk_exporter_span"))
                                .log(text -> text.replaceAll("\"trace_id\":\"[^\"]*\",", ""))
                                .withoutSpans()),
                new Spoilt(
                        "TRACING-2",
                        "no server span",
                        "no span POST /predict of the kind server",
                        WELL.spans(text -> text.replace("\"kind\":2", "\"kind\":1"))),
                new Spoilt(
                        "TRACING-3",
                        "a step less",
                        "no run_inference",
                        WELL.spans(text -> text.replace("run_inference", "something"))),
                new Spoilt(
                        "TRACING-3",
                        "torn",
                        "preprocess_image has a parent that is not in the trace",
                        WELL.spans(text -> text.replace(
                                "\"spanId\":\"03\",\"parentSpanId\":\"02\"",
                                "\"spanId\":\"03\",\"parentSpanId\":\"77\""))),
                new Spoilt(
                        "TRACING-4",
                        "an attribute less",
                        "no file.size_bytes",
                        WELL.spans(text -> text.replace("file.size_bytes", "file.size"))),
                new Spoilt(
                        "TRACING-5",
                        "a trace of its own",
                        "the log has '" + "9".repeat(32),
                        WELL.log(text -> text.replaceAll(
                                        "\"trace_id\":\"[^\"]*\"", "\"trace_id\":\"" + "9".repeat(32) + "\""))
                                .withoutSpans()),
                new Spoilt(
                        "TRACING-5",
                        "another parent",
                        "no span of the trace is a child of ours",
                        WELL.spans(text -> text.replace(Texts.GOOD.spanId(), "8".repeat(16)))),
                new Spoilt(
                        "TRACING-6",
                        "never sampled",
                        "whose caller has it sampled was not",
                        WELL.log(text -> text.replace("\"trace_flags\":1", "\"trace_flags\":0"))
                                .withoutSpans()
                                .scrape(text -> text.replace(
                                        "span_exported_total{error_type=\"\"} 2.0",
                                        "span_exported_total{error_type=\"\"} 0.0"))),
                new Spoilt(
                        "TRACING-6",
                        "always sampled",
                        "has it not sampled was sampled",
                        WELL.log(text -> text.replace("\"trace_flags\":0", "\"trace_flags\":1"))),
                new Spoilt(
                        "TRACING-7",
                        "refused",
                        "3 spans were refused or lost, 2 taken",
                        WELL.scrape(text -> text.replace(
                                "span_exported_total{error_type=\"_OTHER\"} 0.0",
                                "span_exported_total{error_type=\"_OTHER\"} 3.0"))));
    }

    private static Stream<Spoilt> health() {
        return Stream.of(
                new Spoilt(
                        "HEALTH-1",
                        "sick",
                        "/healthz answered 500",
                        WELL.answers(answers -> new Answers(
                                answers.good(),
                                Healthy.answer(500, "no"),
                                answers.readyz(),
                                answers.live(),
                                answers.ready()))),
                new Spoilt(
                        "HEALTH-1",
                        "the kubelet's path",
                        "livenessProbe's path answered 404",
                        WELL.answers(answers -> new Answers(
                                answers.good(),
                                answers.healthz(),
                                answers.readyz(),
                                Healthy.answer(404, ""),
                                answers.ready()))),
                new Spoilt("HEALTH-1", "no probe", "the container has no livenessProbe", WELL.probes("readinessProbe")),
                new Spoilt(
                        "HEALTH-2",
                        "no model",
                        "/readyz does not say model_digest",
                        WELL.answers(answers -> new Answers(
                                answers.good(),
                                answers.healthz(),
                                Healthy.answer(
                                        200, "{\"status\":\"ready\",\"model_name\":\"a\",\"model_version\":\"1\"}"),
                                answers.live(),
                                answers.ready()))),
                new Spoilt(
                        "HEALTH-2", "no probe", "the container has no readinessProbe", WELL.probes("livenessProbe")));
    }

    private static Stream<Spoilt> slo() {
        return Stream.of(
                new Spoilt(
                        "SLO-1",
                        "an indicator less",
                        "no slo:sli_error:ratio_rate5m of availability in Prometheus",
                        without("slo:sli_error:ratio_rate5m")),
                new Spoilt(
                        "SLO-1",
                        "no rate",
                        "no igw:request_rate:per_second of throughput",
                        without("igw:request_rate:per_second")),
                new Spoilt(
                        "SLO-1",
                        "a failing rule",
                        "cannot be evaluated: many-to-many",
                        failing("slo:sli_error:ratio_rate5m")),
                new Spoilt(
                        "SLO-2",
                        "another target",
                        "slo:objective:ratio of availability is vector(0.99), not vector(0.995)",
                        WELL.rules(rule -> Optional.of(
                                rule.expression().equals("vector(0.995)")
                                        ? new Loaded(rule.name(), false, "vector(0.99)", rule.labels(), "")
                                        : rule))),
                new Spoilt(
                        "SLO-2",
                        "not in the status",
                        "status.slos does not say 99.5 % of availability over 28d",
                        WELL.gateway(withoutSlos())),
                new Spoilt(
                        "SLO-3",
                        "no budget left",
                        "no slo:period_error_budget_remaining:ratio",
                        without("slo:period_error_budget_remaining:ratio")),
                new Spoilt(
                        "SLO-4",
                        "an alert less",
                        "no InferenceGatewayErrorBudgetBurn of severity critical",
                        WELL.rules(rule -> Optional.of(rule)
                                .filter(one -> !one.name().equals("InferenceGatewayErrorBudgetBurn")
                                        || !"critical".equals(one.labels().get("severity"))))),
                new Spoilt(
                        "SLO-4",
                        "a failing alert",
                        "cannot be evaluated: many-to-many",
                        failing("InferenceGatewayErrorBudgetBurn")));
    }

    private static InferenceGateway withoutSlos() {
        var gateway = Healthy.resource();
        gateway.setStatus(InferenceGatewayStatus.assessed(null));
        return gateway;
    }

    private static Healthy without(String rule) {
        return WELL.rules(one -> Optional.of(one).filter(known -> !known.name().equals(rule)));
    }

    private static Healthy failing(String name) {
        return WELL.rules(rule -> Optional.of(
                rule.name().equals(name)
                        ? new Loaded(rule.name(), rule.alert(), rule.expression(), rule.labels(), "many-to-many")
                        : rule));
    }

    static String dropped(String text, String family) {
        return text.lines().filter(line -> !line.contains(family)).collect(Collectors.joining("\n", "", "\n"));
    }
}
