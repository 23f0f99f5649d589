package io.inferencegateway.contract.wire;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Names, labels and buckets of the pod's metric families: the lab's, with what `docs/decisions` adds.
/// The pod registers them, the operator's PromQL selects them.
public final class Metrics {
    public static final String HTTP_REQUESTS = "http_requests_total";
    public static final String HTTP_REQUEST_DURATION = "http_request_duration_seconds";
    public static final String HTTP_ERRORS = "http_errors_total";
    public static final String INFERENCE_REQUESTS = "inference_requests_total";
    public static final String INFERENCE_DURATION = "inference_duration_seconds";
    public static final String PREPROCESSING_DURATION = "inference_preprocessing_duration_seconds";
    public static final String POSTPROCESSING_DURATION = "inference_postprocessing_duration_seconds";
    public static final String INFERENCE_ERRORS = "inference_errors_total";
    public static final String QUEUE_DEPTH = "inference_queue_depth";
    public static final String QUEUE_WAIT = "inference_queue_wait_seconds";
    public static final String SHED = "inference_shed_total";
    public static final String WOULD_SHED = "inference_would_shed_total";
    /// Runs of the model, by how many cores they took: a closed set.
    public static final String RUNS = "inference_runs_total";

    public static final String WIDTH = "width";
    public static final String MODEL_MEMORY = "model_memory_bytes";
    public static final String BATCH_SIZE = "inference_batch_size";
    public static final String CONFIDENCE = "inference_confidence_score";
    public static final String PREDICTIONS = "model_predictions_total";
    public static final String APP_INFO = "app_info";

    /// Facts about the engine, set once when the model is loaded.
    public static final String DEVICE_INFO = "inference_device_info";

    public static final String WORKERS = "inference_workers";
    public static final String INTRA_OP_THREADS = "inference_intra_op_threads";
    public static final String WIDE_INTRA_OP_THREADS = "inference_wide_intra_op_threads";
    public static final String BATCH_LIMIT = "inference_batch_limit";
    public static final String BATCH_RUN_TIME = "inference_batch_run_seconds";
    public static final String ROWS = "rows";
    public static final String WARMUP_DURATION = "model_warmup_duration_seconds";
    public static final String LOAD_DURATION = "model_load_duration_seconds";

    /// What the container's limits let the process use, and whether it was started from the AOT cache.
    public static final String CORES = "inference_available_cores";

    public static final String MEMORY = "inference_available_memory_bytes";
    public static final String AOT_CACHE = "jvm_aot_cache_used";

    /// Downloads of a model, by result: a closed set.
    public static final String DOWNLOADS = "model_downloads_total";

    public static final String DOWNLOAD_BYTES = "model_download_bytes_total";
    public static final String DOWNLOAD_DURATION = "model_download_duration_seconds";
    public static final String RESULT = "result";

    /// Spans and log lines whose export has ended; `error_type` is empty where the receiver took them. The names are
    /// those of OpenTelemetry's semantic conventions.
    public static final String SPANS_EXPORTED = "otel_sdk_exporter_span_exported_total";

    public static final String LOGS_EXPORTED = "otel_sdk_exporter_log_exported_total";

    /// When the certificate of the API port ends, as a Unix time.
    public static final String TLS_NOT_AFTER = "tls_certificate_not_after_timestamp_seconds";
    /// 1 when the mounted file was usable when it last changed, 0 while an older one is kept for it.
    public static final String MOUNTED_FILE_OK = "mounted_file_last_reload_successful";

    public static final String METHOD = "method";
    public static final String ENDPOINT = "endpoint";
    public static final String STATUS_CODE = "status_code";
    public static final String OUTCOME = "outcome";
    public static final String ERROR_TYPE = "error_type";
    public static final String MODEL_NAME = "model_name";
    public static final String MODEL_VERSION = "model_version";
    public static final String MODEL_DIGEST = "model_digest";
    public static final String STATUS = "status";
    public static final String PREDICTED_CLASS = "predicted_class";

    /// Why work was not run; the values are a closed set.
    public static final String REASON = "reason";

    /// Target labels that the ServiceMonitor writes.
    public static final String GATEWAY_LABEL = "inference_gateway";

    public static final String REVISION_LABEL = "revision";

    /// Values of `endpoint` for a path that is no route, and of `predicted_class` beyond the named classes.
    public static final String UNMATCHED = "unmatched";

    public static final String OTHER = "other";

    public static final List<Double> HTTP_BUCKETS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
    public static final List<Double> INFERENCE_BUCKETS =
            List.of(0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0);
    public static final List<Double> PROCESSING_BUCKETS = List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5);
    public static final List<Double> CONFIDENCE_BUCKETS =
            List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0);
    public static final List<Double> BATCH_SIZE_BUCKETS = List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0);

    public static final List<Double> QUEUE_WAIT_BUCKETS =
            List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private Metrics() {}

    /// The upper bounds with a service-level threshold among them (in the histogram's own unit), ascending, no
    /// duplicates:
    /// an objective is exact only where its threshold is a bucket bound.
    public static double[] withThreshold(List<Double> buckets, double threshold) {
        return Stream.concat(buckets.stream(), DoubleStream.of(threshold).boxed())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .distinct()
                .toArray();
    }
}
