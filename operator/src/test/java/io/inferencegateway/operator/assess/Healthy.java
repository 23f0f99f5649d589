package io.inferencegateway.operator.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Evidence.Answers;
import io.inferencegateway.operator.assess.Evidence.Scrapes;
import io.inferencegateway.operator.assess.Evidence.Traces;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import io.inferencegateway.operator.assess.Sent.Request;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.slo.Rule;
import io.inferencegateway.operator.slo.Rules;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Evidence of a gateway that meets every criterion, and parts of it spoiled: what a pod really says, shortened.
///
/// Each method returns a copy with one part changed.
public record Healthy(Evidence evidence) {
    static final Request GOOD = new Request("req-good", "a".repeat(32), "b".repeat(16));
    static final Request UNSAMPLED = new Request("req-unsampled", "c".repeat(32), "d".repeat(16));
    static final Request BAD = new Request("req-bad", "e".repeat(32), "f".repeat(16));
    static final Sent SENT = new Sent(GOOD, UNSAMPLED, BAD, "igw-assess-path", List.of("session-1", "token-1"));

    static final String SCRAPE = """
            # HELP http_requests_total Total HTTP requests
            # TYPE http_requests_total counter
            http_requests_total{endpoint="/predict",method="POST",outcome="success",status_code="200"} {n}
            http_requests_total{endpoint="unmatched",method="GET",outcome="",status_code="404"} 1.0
            # HELP http_request_duration_seconds HTTP request duration in seconds
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{endpoint="/predict",method="POST",outcome="success",le="0.3"} {n}
            http_request_duration_seconds_bucket{endpoint="/predict",method="POST",outcome="success",le="+Inf"} {n}
            http_request_duration_seconds_count{endpoint="/predict",method="POST",outcome="success"} {n}
            http_request_duration_seconds_sum{endpoint="/predict",method="POST",outcome="success"} 0.1
            # HELP http_errors_total Total HTTP errors
            # TYPE http_errors_total counter
            http_errors_total{endpoint="/predict",error_type="InvalidInputError",method="POST"} {n}
            # HELP inference_requests_total Total inference requests
            # TYPE inference_requests_total counter
            inference_requests_total{model_name="cats",model_version="1",status="success"} {n}
            # HELP inference_duration_seconds Model inference duration in seconds
            # TYPE inference_duration_seconds histogram
            inference_duration_seconds_bucket{model_name="cats",model_version="1",le="0.15"} {n}
            inference_duration_seconds_bucket{model_name="cats",model_version="1",le="+Inf"} {n}
            inference_duration_seconds_count{model_name="cats",model_version="1"} {n}
            inference_duration_seconds_sum{model_name="cats",model_version="1"} 0.1
            # HELP inference_confidence_score Confidence of the best class
            # TYPE inference_confidence_score histogram
            inference_confidence_score_bucket{model_name="cats",le="0.7"} 0
            inference_confidence_score_bucket{model_name="cats",le="+Inf"} {n}
            inference_confidence_score_count{model_name="cats"} {n}
            inference_confidence_score_sum{model_name="cats"} 0.9
            # HELP model_predictions_total Predictions by class
            # TYPE model_predictions_total counter
            model_predictions_total{model_name="cats",predicted_class="tabby \\"cat\\""} {n}
            # HELP inference_queue_depth Current number of requests in inference queue
            # TYPE inference_queue_depth gauge
            inference_queue_depth 0.0
            # HELP model_memory_bytes Size of the model file
            # TYPE model_memory_bytes gauge
            model_memory_bytes{model_name="cats"} 1.8543E7
            # HELP process_cpu_seconds_total CPU time
            # TYPE process_cpu_seconds_total counter
            process_cpu_seconds_total 3.5
            # HELP otel_sdk_exporter_span_exported_total Spans whose export has ended, by error
            # TYPE otel_sdk_exporter_span_exported_total counter
            otel_sdk_exporter_span_exported_total{error_type=""} {n}
            otel_sdk_exporter_span_exported_total{error_type="_OTHER"} 0.0
            # HELP otel_sdk_exporter_log_exported_total Log lines whose export has ended, by error
            # TYPE otel_sdk_exporter_log_exported_total counter
            otel_sdk_exporter_log_exported_total{error_type=""} {n}
            otel_sdk_exporter_log_exported_total{error_type="_OTHER"} 0.0
            """;

    static final String LOG = """
            {"event":"Invalid input","timestamp":"2026-01-01T00:00:00.000001Z","level":"warning","logger":"p.Predict","service":"minimal","version":"1.0.0","environment":"production","trace_id":"%3$s","span_id":"1111111111111111","trace_flags":1,"request_id":"req-bad","error":"no picture"}
            {"event":"inference_completed","timestamp":"2026-01-01T00:00:00.000002Z","level":"info","logger":"p.Predict","service":"minimal","version":"1.0.0","environment":"production","trace_id":"%1$s","span_id":"2222222222222222","trace_flags":1,"request_id":"req-good"}
            {"event":"request_completed","timestamp":"2026-01-01T00:00:00.000003Z","level":"info","logger":"p.RequestTelemetry","service":"minimal","version":"1.0.0","environment":"production","trace_id":"%1$s","span_id":"3333333333333333","trace_flags":1,"request_id":"req-good","path":"/predict"}
            {"event":"request_completed","timestamp":"2026-01-01T00:00:00.000004Z","level":"info","logger":"p.RequestTelemetry","service":"minimal","version":"1.0.0","environment":"production","trace_id":"%2$s","span_id":"4444444444444444","trace_flags":0,"request_id":"req-unsampled","path":"/predict"}
            """.formatted(GOOD.traceId(), UNSAMPLED.traceId(), BAD.traceId());

    static final String SPANS = """
            {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[
              {"name":"preprocess_image","kind":1,"spanId":"03","parentSpanId":"02","attributes":[]},
              {"name":"run_inference","kind":1,"spanId":"04","parentSpanId":"02","attributes":[]},
              {"name":"postprocess","kind":1,"spanId":"05","parentSpanId":"02","attributes":[]},
              {"name":"inference_pipeline","kind":1,"spanId":"02","parentSpanId":"01","attributes":[
                {"key":"inference.model_name"},{"key":"inference.duration_ms"}]},
              {"name":"predict_endpoint","kind":1,"spanId":"01","parentSpanId":"00","attributes":[{"key":"file.size_bytes"}]},
              {"name":"POST /predict","kind":2,"spanId":"00","parentSpanId":"%s","attributes":[
                {"key":"http.route"},{"key":"http.response.status_code"}]}
            ]}]}]}
            """.formatted(GOOD.spanId());

    private static final String READY = """
            {"status":"ready","model_name":"cats","model_version":"1","model_digest":"sha256:1"}""";

    /// Everything is well, in a cluster.
    public static Healthy gateway() {
        var gateway = resource();
        return new Healthy(new Evidence(
                SENT,
                new Answers(
                        answer(200, "{\"predictions\":[]}"),
                        answer(200, "{\"status\":\"healthy\"}"),
                        answer(200, READY),
                        answer(200, ""),
                        answer(200, "")),
                new Scrapes(scraped(0), scraped(2), Seen.of(metrics(scrape(2)))),
                Seen.of(LogLines.read(LOG)),
                new Traces(Seen.of(spans(SPANS)), Seen.of(List.of())),
                Seen.of(gateway),
                Seen.of(pod()),
                Seen.of(List.of()),
                Seen.of(new RuleBook("Prometheus", Optional.empty(), loaded(gateway)))));
    }

    /// The same at a URL, where nothing else is to be seen.
    public static Healthy atUrl() {
        var all = gateway().evidence();
        return new Healthy(new Evidence(
                all.sent(),
                all.answers(),
                all.scrapes(),
                Seen.not("no log"),
                all.traces(),
                Seen.not("no resource"),
                Seen.not("no cluster"),
                Seen.not("no cluster"),
                Seen.not("no Prometheus")));
    }

    static InferenceGateway resource() {
        var gateway = Golden.gateway("minimal");
        gateway.setStatus(new InferenceGatewayStatus(
                1L, 1, 1, "", "", "", null, null, null, AlertRules.slos(gateway, OperatorSettings.defaults()), null, null,
                List.of()));
        return gateway;
    }

    private static Pod pod() {
        return Serialization.unmarshal("""
                kind: Pod
                apiVersion: v1
                spec:
                  containers:
                    - {name: inference, livenessProbe: {httpGet: {path: /l}}, readinessProbe: {httpGet: {path: /r}}}
                """, Pod.class);
    }

    static List<Loaded> loaded(InferenceGateway gateway) {
        return Rules.of(AlertRules.promises(gateway), AlertRules.policy(gateway, OperatorSettings.defaults())).stream()
                .flatMap(group -> group.rules().stream())
                .map(rule -> switch (rule) {
                    case Rule.Recording recording ->
                        new Loaded(recording.record(), false, rule.expression(), rule.labels(), "");
                    case Rule.Alert alert -> new Loaded(alert.alert(), true, rule.expression(), rule.labels(), "");
                })
                .toList();
    }

    static Seen<Answer> answer(int code, String body) {
        return Seen.of(new Answer(code, "application/json", GOOD.requestId(), body));
    }

    static Answer metrics(String text) {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", "", text);
    }

    private static String scrape(int n) {
        return SCRAPE.replace("{n}", n + ".0");
    }

    private static Seen<Scrape> scraped(int n) {
        return Seen.of(Exposition.read(scrape(n)));
    }

    private static List<SpanSeen> spans(String document) {
        try {
            return SpanSeen.read(document);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    /// The second scrape rewritten.
    Healthy scrape(UnaryOperator<String> change) {
        String text = change.apply(scrape(2));
        return with(new Scrapes(evidence.scrapes().before(), Seen.of(Exposition.read(text)), Seen.of(metrics(text))));
    }

    Healthy with(Scrapes scrapes) {
        return new Healthy(new Evidence(
                evidence.sent(),
                evidence.answers(),
                scrapes,
                evidence.log(),
                evidence.traces(),
                evidence.gateway(),
                evidence.pod(),
                evidence.collectors(),
                evidence.rules()));
    }

    Healthy log(UnaryOperator<String> change) {
        return log(Seen.of(LogLines.read(change.apply(LOG))));
    }

    Healthy log(Seen<LogLines> log) {
        return new Healthy(new Evidence(
                evidence.sent(),
                evidence.answers(),
                evidence.scrapes(),
                log,
                evidence.traces(),
                evidence.gateway(),
                evidence.pod(),
                evidence.collectors(),
                evidence.rules()));
    }

    Healthy spans(UnaryOperator<String> change) {
        return traces(Seen.of(spans(change.apply(SPANS))), evidence.traces().unsampled());
    }

    Healthy traces(Seen<List<SpanSeen>> sampled, Seen<List<SpanSeen>> unsampled) {
        return new Healthy(new Evidence(
                evidence.sent(),
                evidence.answers(),
                evidence.scrapes(),
                evidence.log(),
                new Traces(sampled, unsampled),
                evidence.gateway(),
                evidence.pod(),
                evidence.collectors(),
                evidence.rules()));
    }

    Healthy answers(UnaryOperator<Answers> change) {
        return new Healthy(new Evidence(
                evidence.sent(),
                change.apply(evidence.answers()),
                evidence.scrapes(),
                evidence.log(),
                evidence.traces(),
                evidence.gateway(),
                evidence.pod(),
                evidence.collectors(),
                evidence.rules()));
    }

    Healthy cluster(Seen<InferenceGateway> gateway, Seen<Pod> pod, Seen<List<String>> collectors) {
        return new Healthy(new Evidence(
                evidence.sent(),
                evidence.answers(),
                evidence.scrapes(),
                evidence.log(),
                evidence.traces(),
                gateway,
                pod,
                collectors,
                evidence.rules()));
    }

    Healthy collectors(Seen<List<String>> collectors) {
        return cluster(evidence.gateway(), evidence.pod(), collectors);
    }

    Healthy rules(UnaryOperator<RuleBook> change) {
        return new Healthy(new Evidence(
                evidence.sent(),
                evidence.answers(),
                evidence.scrapes(),
                evidence.log(),
                evidence.traces(),
                evidence.gateway(),
                evidence.pod(),
                evidence.collectors(),
                evidence.rules().map(change::apply)));
    }

    /// The rules but those with a name.
    Healthy withoutRules(String... names) {
        var gone = List.of(names);
        return rules(book -> new RuleBook(
                book.source(),
                book.unheeded(),
                book.rules().stream().filter(rule -> !gone.contains(rule.name())).toList()));
    }
}
