package io.inferencegateway.contract.wire;

import java.util.List;

/// Paths and ports of the pod: its routes are declared with them, and probes, Services and ServiceMonitors point at
/// them.
public final class Endpoints {
    public static final int API_PORT = 8000;
    public static final int GRPC_PORT = 8001;
    /// Management port under the operator; without it metrics are on the API port, as in the lab.
    public static final int MANAGEMENT_PORT = 8002;

    /// Names of the container and Service ports.
    public static final String API_PORT_NAME = "http";

    public static final String GRPC_PORT_NAME = "grpc";

    public static final String MANAGEMENT_PORT_NAME = "management";

    public static final String PREDICT = "/predict";
    /// Predictions of the Open Inference Protocol, and of its first version.
    public static final String INFER = "/v2/models/{model}/infer";

    public static final String V1_PREDICT = "/v1/models/{model}:predict";
    /// The same over gRPC, by the path of its HTTP/2 request.
    public static final String GRPC_INFER = "/inference.GRPCInferenceService/ModelInfer";

    public static final String HEALTHZ = "/healthz";
    public static final String READYZ = "/readyz";
    public static final String METRICS = "/metrics";
    public static final String OPENAPI = "/openapi.json";

    /// Probed by the kubelet, on the management port only.
    public static final String HEALTH_STARTED = "/health/started";

    public static final String HEALTH_READY = "/health/ready";
    public static final String HEALTH_LIVE = "/health/live";

    /// Beside the metrics: spans of a trace whose caller asked the pod to keep them, `?id=TRACE-ID`.
    public static final String TRACES = "/debug/traces";
    /// Key of `tracestate` by which a caller asks so.
    public static final String KEEP_TRACE = "igw";

    /// Multipart field that holds the image of a `/predict` request.
    public static final String FILE_FIELD = "file";

    public static final String REQUEST_ID_HEADER = "X-Request-ID";

    /// On the answers of a prediction route: what the loaded model is.
    public static final String MODEL_VERSION_HEADER = "X-Model-Version";

    public static final String MODEL_DIGEST_HEADER = "X-Model-Digest";

    /// Milliseconds a client waits for its answer; may only shorten the pod's own deadline.
    public static final String REQUEST_TIMEOUT_HEADER = "X-Request-Timeout-Ms";

    /// The routes whose answers are events of the service level indicators.
    public static final List<String> PREDICTION_ROUTES = List.of(PREDICT, INFER, V1_PREDICT, GRPC_INFER);

    private Endpoints() {}
}
