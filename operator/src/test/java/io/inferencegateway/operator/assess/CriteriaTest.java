package io.inferencegateway.operator.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.assess.Evidence.Answers;
import io.inferencegateway.operator.assess.Evidence.Scrapes;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each criterion by good evidence and by broken.
class CriteriaTest {
    private static final Healthy WELL = Healthy.gateway();

    /// Evidence with one thing amiss, and the only criterion that fails for it.
    record Broken(String id, String what, String words, Healthy evidence) {
        @Override
        public String toString() {
            return id + ": " + what;
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(metrics(), logging(), tracing(), health(), slo()).flatMap(rows -> rows);
    }

    private static Stream<Broken> metrics() {
        return Stream.of(
                new Broken("METRICS-1", "a garbled line", "is no sample: http_requests_total{", WELL.scrape(text ->
                        text + "http_requests_total{\n")),
                new Broken("METRICS-1", "another content type", "its content type is 'text/html'", WELL.with(
                        new Scrapes(
                                WELL.evidence().scrapes().before(),
                                WELL.evidence().scrapes().after(),
                                Seen.of(new Evidence.Answer(200, "text/html", "", ""))))),
                new Broken("METRICS-1", "cut off", "cut off", WELL.scrape(text -> text + "# EO")),
                new Broken(
                        "METRICS-2",
                        "no errors counted",
                        "a bad request did not raise http_errors_total",
                        WELL.scrape(text -> without(text, "http_errors_total"))),
                new Broken(
                        "METRICS-3",
                        "another label",
                        "http_requests_total has no label status_code",
                        WELL.scrape(text -> text.replace("status_code=", "code="))),
                new Broken(
                        "METRICS-4",
                        "no confidence",
                        "a prediction did not raise inference_confidence_score_count",
                        WELL.scrape(text -> without(text, "inference_confidence_score"))),
                new Broken(
                        "METRICS-5",
                        "no memory",
                        "no model_memory_bytes",
                        WELL.scrape(text -> without(text, "model_memory_bytes"))),
                new Broken(
                        "METRICS-5",
                        "an empty model",
                        "model_memory_bytes is 0",
                        WELL.scrape(text -> text.replace("1.8543E7", "0.0"))),
                new Broken(
                        "METRICS-6",
                        "a bound less",
                        "http_request_duration_seconds has no bucket 0.3",
                        WELL.scrape(text -> text.replace("le=\"0.3\"", "le=\"0.25\""))),
                new Broken(
                        "METRICS-7",
                        "a raw path",
                        "endpoint of http_requests_total has the path of a request",
                        WELL.scrape(text -> text.replace("unmatched", "/igw-assess-path"))),
                new Broken(
                        "METRICS-7",
                        "too many values",
                        "endpoint of http_requests_total has 122 values",
                        WELL.scrape(text -> text
                                + IntStream.range(0, 120)
                                        .mapToObj("http_requests_total{endpoint=\"/%d\",method=\"GET\",status_code=\"1\"} 1\n"
                                                ::formatted)
                                        .collect(Collectors.joining()))),
                new Broken(
                        "METRICS-8",
                        "no help",
                        "model_memory_bytes has no help text",
                        WELL.scrape(text -> text.replace("# HELP model_memory_bytes Size of the model file\n", ""))),
                new Broken(
                        "METRICS-8",
                        "camel case",
                        "inferenceWorkers is not in snake_case",
                        WELL.scrape(text -> text + "# HELP inferenceWorkers x\n# TYPE inferenceWorkers gauge\ninferenceWorkers 1\n")));
    }

    private static Stream<Broken> logging() {
        return Stream.of(
                new Broken("LOGGING-1", "a plain line", "Picked up JAVA_TOOL_OPTIONS", WELL.log(text ->
                        "Picked up JAVA_TOOL_OPTIONS: -Xmx1g\n" + text)),
                new Broken("LOGGING-1", "two objects on a line", "no JSON object", WELL.log(text ->
                        text + "{\"a\":1} {\"b\":2}\n")),
                new Broken("LOGGING-2", "no timestamp", "a line lacks timestamp", WELL.log(text ->
                        text.replace("\"timestamp\"", "\"time\""))),
                new Broken("LOGGING-2", "no time in it", "a line lacks timestamp", WELL.log(text ->
                        text.replace("2026-01-01T00:00:00.000003Z", "today"))),
                new Broken("LOGGING-3", "no trace", "request_completed has no trace_id", WELL.log(text ->
                        text.replaceAll("\"trace_id\":\"[^\"]*\",", ""))),
                new Broken("LOGGING-4", "no version", "a line lacks version", WELL.log(text ->
                        text.replaceAll("\"version\":\"[^\"]*\",", ""))),
                new Broken("LOGGING-4", "another's name", "service is not minimal", WELL.log(text ->
                        text.replace("\"service\":\"minimal\"", "\"service\":\"other\""))),
                new Broken("LOGGING-5", "no id in the log", "0 of 2 lines of our prediction", WELL.log(text ->
                        text.replaceAll("\"request_id\":\"[^\"]*\"", "\"x\":1"))),
                new Broken("LOGGING-5", "another id on the answer", "the answer's X-Request-ID is 'mine'", WELL.answers(
                        answers -> new Answers(
                                Seen.of(new Evidence.Answer(200, "application/json", "mine", "{}")),
                                answers.healthz(),
                                answers.readyz(),
                                answers.live(),
                                answers.ready()))),
                new Broken("LOGGING-6", "a level of another's", "there is a level 'notice'", WELL.log(text ->
                        text.replace("\"info\",\"logger\":\"p.Predict\"", "\"notice\",\"logger\":\"p.Predict\""))),
                new Broken("LOGGING-6", "a client's mistake as an error", "our bad request is told at error", WELL.log(
                        text -> text.replace("\"warning\"", "\"error\""))),
                new Broken("LOGGING-6", "only errors", "our prediction is not told at info", WELL.log(text -> "")),
                new Broken("LOGGING-7", "nothing leaves the node", "the pod sends no log lines over OTLP", WELL.scrape(
                        text -> without(text, "otel_sdk_exporter_log"))),
                new Broken("LOGGING-7", "the receiver refuses", "took 0 and refused 2", WELL.scrape(text -> text.replace(
                                "log_exported_total{error_type=\"\"} 2.0", "log_exported_total{error_type=\"\"} 0.0")
                        .replace("log_exported_total{error_type=\"_OTHER\"} 0", "log_exported_total{error_type=\"_OTHER\"} 2"))),
                new Broken("LOGGING-8", "a cookie", "its event is 'request_completed'", WELL.log(text ->
                        text.replace("\"path\":\"/predict\"", "\"cookie\":\"session-1\""))),
                new Broken("LOGGING-8", "a password", "a line has what must not be logged", WELL.log(text ->
                        text.replace("no picture", "password=hunter2"))));
    }

    private static Stream<Broken> tracing() {
        return Stream.of(
                new Broken("TRACING-1", "no exporter", "the pod has no exporter of spans", WELL.scrape(text ->
                        without(text, "otel_sdk_exporter_span"))),
                new Broken("TRACING-1", "no SDK", "the pod has no exporter of spans", WELL.scrape(text ->
                                without(text, "otel_sdk_exporter_span"))
                        .log(text -> text.replaceAll("\"trace_id\":\"[^\"]*\",", ""))
                        .traces(Seen.of(List.of()), Seen.of(List.of()))),
                new Broken("TRACING-2", "no server span", "no span POST /predict of the kind server", WELL.spans(text ->
                        text.replace("\"kind\":2", "\"kind\":1"))),
                new Broken("TRACING-3", "a step less", "no run_inference", WELL.spans(text ->
                        text.replace("run_inference", "something"))),
                new Broken("TRACING-3", "torn", "preprocess_image has a parent that is not in the trace", WELL.spans(text ->
                        text.replace("\"spanId\":\"03\",\"parentSpanId\":\"02\"", "\"spanId\":\"03\",\"parentSpanId\":\"77\""))),
                new Broken("TRACING-4", "an attribute less", "no file.size_bytes", WELL.spans(text ->
                        text.replace("file.size_bytes", "file.size"))),
                new Broken("TRACING-5", "a trace of its own", "the log has '" + "9".repeat(32), WELL.log(text ->
                                text.replaceAll("\"trace_id\":\"[^\"]*\"", "\"trace_id\":\"" + "9".repeat(32) + "\""))
                        .traces(Seen.of(List.of()), Seen.of(List.of()))),
                new Broken("TRACING-5", "another parent", "no span of the trace is a child of ours", WELL.spans(text ->
                        text.replace(Healthy.GOOD.spanId(), "8".repeat(16)))),
                new Broken("TRACING-6", "never sampled", "whose caller has it sampled was not", WELL.log(text ->
                                text.replace("\"trace_flags\":1", "\"trace_flags\":0"))
                        .traces(Seen.of(List.of()), Seen.of(List.of()))
                        .scrape(text -> text.replace("span_exported_total{error_type=\"\"} 2.0", "span_exported_total{error_type=\"\"} 0.0"))),
                new Broken("TRACING-6", "always sampled", "has it not sampled was sampled", WELL.log(text ->
                        text.replace("\"trace_flags\":0", "\"trace_flags\":1"))),
                new Broken("TRACING-7", "refused", "3 spans were refused or lost, 2 taken", WELL.scrape(text -> text.replace(
                        "span_exported_total{error_type=\"_OTHER\"} 0.0", "span_exported_total{error_type=\"_OTHER\"} 3.0"))));
    }

    private static Stream<Broken> health() {
        return Stream.of(
                new Broken("HEALTH-1", "sick", "/healthz answered 500", WELL.answers(answers -> new Answers(
                        answers.good(), Healthy.answer(500, "no"), answers.readyz(), answers.live(), answers.ready()))),
                new Broken("HEALTH-1", "the kubelet's path", "livenessProbe's path answered 404", WELL.answers(answers ->
                        new Answers(
                                answers.good(), answers.healthz(), answers.readyz(), Healthy.answer(404, ""), answers.ready()))),
                new Broken("HEALTH-1", "no probe", "the container has no livenessProbe", WELL.cluster(
                        WELL.evidence().gateway(), probes("readinessProbe"), WELL.evidence().collectors())),
                new Broken("HEALTH-2", "no model", "/readyz does not say model_digest", WELL.answers(answers -> new Answers(
                        answers.good(),
                        answers.healthz(),
                        Healthy.answer(200, "{\"status\":\"ready\",\"model_name\":\"a\",\"model_version\":\"1\"}"),
                        answers.live(),
                        answers.ready()))),
                new Broken("HEALTH-2", "no probe", "the container has no readinessProbe", WELL.cluster(
                        WELL.evidence().gateway(), probes("livenessProbe"), WELL.evidence().collectors())));
    }

    private static Stream<Broken> slo() {
        return Stream.of(
                new Broken("SLO-1", "an indicator less", "no slo:sli_error:ratio_rate5m of availability in Prometheus",
                        WELL.withoutRules("slo:sli_error:ratio_rate5m")),
                new Broken("SLO-1", "no rate", "no igw:request_rate:per_second of throughput",
                        WELL.withoutRules("igw:request_rate:per_second")),
                new Broken("SLO-1", "a failing rule", "cannot be evaluated: many-to-many",
                        failing("slo:sli_error:ratio_rate5m")),
                new Broken("SLO-2", "another target", "slo:objective:ratio of availability is vector(0.99), not vector(0.995)",
                        WELL.rules(book -> new RuleBook(book.source(), book.unheeded(), book.rules().stream()
                                .map(rule -> rule.name().equals("slo:objective:ratio") && rule.expression().equals("vector(0.995)")
                                        ? new Loaded(rule.name(), false, "vector(0.99)", rule.labels(), "")
                                        : rule)
                                .toList()))),
                new Broken("SLO-2", "not in the status", "status.slos does not say 99.5 % of availability over 28d",
                        WELL.cluster(Seen.of(withoutSlos()), WELL.evidence().pod(), WELL.evidence().collectors())),
                new Broken("SLO-3", "no budget left", "no slo:period_error_budget_remaining:ratio",
                        WELL.withoutRules("slo:period_error_budget_remaining:ratio")),
                new Broken("SLO-4", "an alert less", "no InferenceGatewayErrorBudgetBurn of severity critical",
                        WELL.rules(book -> new RuleBook(book.source(), book.unheeded(), book.rules().stream()
                                .filter(rule -> !(rule.name().equals("InferenceGatewayErrorBudgetBurn")
                                        && "critical".equals(rule.labels().get("severity"))))
                                .toList()))),
                new Broken("SLO-4", "a failing alert", "cannot be evaluated: many-to-many",
                        failing("InferenceGatewayErrorBudgetBurn")));
    }

    private static InferenceGateway withoutSlos() {
        var gateway = Healthy.resource();
        gateway.setStatus(InferenceGatewayStatus.assessed(null));
        return gateway;
    }

    private static Healthy failing(String name) {
        return WELL.rules(book -> new RuleBook(book.source(), book.unheeded(), book.rules().stream()
                .map(rule -> rule.name().equals(name)
                        ? new Loaded(rule.name(), rule.alert(), rule.expression(), rule.labels(), "many-to-many")
                        : rule)
                .toList()));
    }

    private static Seen<Pod> probes(String probe) {
        return Seen.of(Serialization.unmarshal(
                "kind: Pod\napiVersion: v1\nspec: {containers: [{name: inference, %s: {httpGet: {path: /x}}}]}".formatted(probe),
                Pod.class));
    }

    private static String without(String text, String family) {
        return text.lines()
                .filter(line -> !line.contains(family))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(row -> row.criterion().id()).toList();
    }

    @Test
    void aHealthyGatewayMeetsAllTwentyNine() {
        var assessment = Assessment.of(WELL.evidence());

        assertEquals(List.of(), ids(assessment.failed()), () -> assessment.failed().toString());
        assertEquals(List.of(), ids(assessment.notChecked()));
        assertEquals("29/29", assessment.score());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsBrokenFailsThatCriterionAlone(Broken broken) {
        var assessment = Assessment.of(broken.evidence().evidence());

        assertEquals(List.of(broken.id()), ids(assessment.failed()), () -> assessment.failed().toString());
        var words = assessment.failed().getFirst().result().words();
        assertTrue(words.contains(broken.words()), words);
    }

    @Test
    void everyCriterionIsBrokenByARowAndHasAnIdOfItsGroup() {
        var ids = Criteria.ALL.stream().map(Criterion::id).toList();

        assertEquals(29, ids.size());
        assertEquals(new TreeSet<>(ids), broken().map(Broken::id).collect(Collectors.toCollection(TreeSet::new)));
        for (var group : Group.values()) {
            var own = Criteria.ALL.stream().filter(criterion -> criterion.group() == group).map(Criterion::id).toList();
            assertEquals(
                    IntStream.rangeClosed(1, own.size()).mapToObj(number -> group + "-" + number).toList(), own);
        }
    }

    @Test
    void aCollectorOnTheNodeIsAnAggregationToo() {
        var silent = WELL.scrape(text -> without(text, "otel_sdk_exporter_log"));

        assertEquals("29/29", Assessment.of(silent.collectors(Seen.of(List.of("logs/alloy-x"))).evidence()).score());
        assertEquals(
                List.of("LOGGING-7"),
                ids(Assessment.of(silent.collectors(Seen.not("may not look")).evidence()).notChecked()));
    }

    @Test
    void whatIsNotSeenIsNotCheckedWithTheReason() {
        var assessment = Assessment.of(Healthy.atUrl().evidence());

        assertEquals(List.of(), ids(assessment.failed()));
        assertEquals(
                List.of(
                        "LOGGING-1", "LOGGING-2", "LOGGING-3", "LOGGING-4", "LOGGING-5", "LOGGING-6", "LOGGING-8", "SLO-1", "SLO-2",
                        "SLO-3", "SLO-4"),
                ids(assessment.notChecked()));
        assertEquals("no log", assessment.notChecked().getFirst().result().words());
    }

    @Test
    void rulesThatNobodyEvaluatesFailEveryObjectiveWithTheReason() {
        var assessment = Assessment.of(WELL.rules(book -> new RuleBook(book.source(), Optional.of("no label"), book.rules()))
                .evidence());

        assertEquals(List.of("SLO-1", "SLO-2", "SLO-3", "SLO-4"), ids(assessment.failed()));
        assertEquals("nobody evaluates the rules of Prometheus: no label", assessment.failed().getFirst().result().words());
    }

    @Test
    void aPodThatIsNotReadyIsNotJudgedByItsPredictions() {
        var assessment = Assessment.of(WELL.answers(answers -> new Answers(
                        Seen.not("the pod is not ready"),
                        answers.healthz(),
                        Healthy.answer(503, "{\"state\":\"loading\",\"message\":\"soon\"}"),
                        answers.live(),
                        answers.ready()))
                .evidence());

        assertEquals(List.of(), ids(assessment.failed()));
        assertEquals(
                List.of("METRICS-2", "METRICS-4", "LOGGING-6", "HEALTH-2"), ids(assessment.notChecked()));
    }
}
