package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Sent.Request;
import java.util.List;

/// What a pod that is well says: scrape, log and spans of an assessment's requests, as real ones write them, shortened.
final class Texts {
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

    private Texts() {}
}
