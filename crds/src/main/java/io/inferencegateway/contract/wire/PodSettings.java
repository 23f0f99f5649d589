package io.inferencegateway.contract.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything a pod can be told, by environment variables: the operator writes them with `toEnv`, the pod reads them
/// with `fromEnv`. Defaults are resolved: a default that depends on another setting is already computed.
///
/// @param grpcPort 0 for none
/// @param workers inference threads; empty means the container's cores
/// @param modelName display name; empty means the model's own
/// @param modelVersion display version; empty means the model's own, else the start of its digest
/// @param modelDigest `sha256:…` the file must have; empty means unchecked
/// @param loading what happens between a model's file and a ready pod
/// @param batching requests in one run
/// @param requestTimeout from arrival to answer
/// @param admission what happens to a prediction that would miss its deadline
/// @param maxQueueSize predictions waiting for a worker
/// @param maxRequestBytes largest request body
/// @param edge who may connect, and how
public record PodSettings(
        String serviceName,
        String serviceVersion,
        DeploymentEnvironment environment,
        LogLevel logLevel,
        String host,
        int port,
        int grpcPort,
        int metricsPort,
        String metricsPath,
        OptionalInt workers,
        Optional<String> modelName,
        String modelUri,
        Optional<String> modelVersion,
        Optional<String> modelDigest,
        Device modelDevice,
        Loading loading,
        Batching batching,
        Duration requestTimeout,
        AdmissionMode admission,
        int maxQueueSize,
        int maxRequestBytes,
        Edge edge,
        SloTargets slo,
        Tracing tracing) {

    /// How a model becomes ready.
    ///
    /// @param fallback what to do when the device cannot be used
    /// @param cardFile path of a model card; its fields win over the model's own
    /// @param warmupIterations predictions of each worker before the pod is ready
    /// @param selfTest what the pod must classify right before it is ready
    /// @param download how the model is brought here, if it has to be
    public record Loading(
            DeviceFallback fallback,
            Optional<String> cardFile,
            int warmupIterations,
            Optional<SelfTest> selfTest,
            DownloadSettings download) {}

    /// Requests in one run of the model.
    ///
    /// @param maxSize most rows of a run; 1 gives each request its own
    /// @param maxQueueDelay longest wait for others beside a free worker
    public record Batching(int maxSize, Duration maxQueueDelay) {
        /// Predictions that may wait, for each row of a run.
        private static final int RUNS_WAITING = 8;

        private static final int LEAST_WAITING = 16;

        /// On the CPU runs of one row fill the cores; a GPU is filled by many.
        public static int defaultSize(Device device) {
            return switch (device) {
                case CPU -> 1;
                case CUDA -> 8;
            };
        }

        /// The queue that keeps runs of this size full.
        public int defaultQueueSize() {
            return Math.max(LEAST_WAITING, RUNS_WAITING * maxSize);
        }

        private static Batching from(SettingsReader read, Device device) {
            return new Batching(
                    read.get(Setting.MODEL_BATCH_SIZE, defaultSize(device)),
                    Duration.ofMillis(read.get(Setting.BATCH_MAX_QUEUE_DELAY_MS, 0)));
        }
    }

    /// A picture whose class is known.
    ///
    /// @param imageFile path of a JPEG or PNG
    /// @param expectClass its class id
    /// @param minConfidence what the class must reach, 0 to 1
    public record SelfTest(String imageFile, int expectClass, double minConfidence) {
        static final double MIN_CONFIDENCE = 0.5;

        private static Optional<SelfTest> from(SettingsReader read) {
            var image = read.find(Setting.SELF_TEST_IMAGE_FILE);
            var expected = read.find(Setting.SELF_TEST_EXPECT_CLASS);
            double confidence = read.get(Setting.SELF_TEST_MIN_CONFIDENCE, MIN_CONFIDENCE);
            read.together(Setting.SELF_TEST_IMAGE_FILE, Setting.SELF_TEST_EXPECT_CLASS);
            return image.flatMap(file -> expected.map(id -> new SelfTest(file, id, confidence)));
        }
    }

    /// The API port's door.
    ///
    /// @param tls key pair; empty means plain HTTP
    /// @param apiKeysFile path of the keys that predictions need; empty means none is asked for
    /// @param readTimeout for the headers of a request, and again for its body
    /// @param idleTimeout of a connection without a request
    /// @param maxConnections open at a time
    public record Edge(
            Optional<KeyPairFiles> tls,
            Optional<String> apiKeysFile,
            Duration readTimeout,
            Duration idleTimeout,
            int maxConnections) {
        private static Edge from(SettingsReader read) {
            var certificate = read.find(Setting.TLS_CERT_FILE);
            var key = read.find(Setting.TLS_KEY_FILE);
            read.together(Setting.TLS_CERT_FILE, Setting.TLS_KEY_FILE);
            return new Edge(
                    certificate.flatMap(chain -> key.map(file -> new KeyPairFiles(chain, file))),
                    read.find(Setting.API_KEYS_FILE),
                    Duration.ofMillis(read.get(Setting.READ_TIMEOUT_MS, 20_000)),
                    Duration.ofMillis(read.get(Setting.IDLE_TIMEOUT_MS, 75_000)),
                    read.get(Setting.MAX_CONNECTIONS, 1024));
        }
    }

    /// Paths of a PEM key pair.
    public record KeyPairFiles(String certificate, String key) {}

    /// The service levels a pod knows: the thresholds become bucket bounds; targets, in percent, and the rate are shown
    /// only.
    public record SloTargets(
            double availabilityTarget,
            Duration p99Latency,
            double errorRateMax,
            Duration inferenceP95,
            double confidenceThreshold,
            double latencyTarget,
            double inferenceTarget,
            double confidenceTarget) {}

    /// The OpenTelemetry settings that have a default of ours; every other `OTEL_*` variable reaches the SDK as it is.
    public record Tracing(
            String serviceName,
            String exporter,
            String endpoint,
            String sampler,
            double samplerArgument,
            String logsExporter) {}

    /// Settings of an empty environment.
    public static PodSettings defaults() {
        return fromEnv(Map.of());
    }

    /// Reads the settings.
    ///
    /// @param env variable to value, names in any case; an empty value counts as absent
    /// @throws InvalidSettings with a sentence for every variable that has a value it may not have
    public static PodSettings fromEnv(Map<String, String> env) {
        var read = new SettingsReader(env);
        var environment = read.get(Setting.ENVIRONMENT, DeploymentEnvironment.DEVELOPMENT);
        String serviceName = read.get(Setting.SERVICE_NAME, "inference-gateway");
        int port = read.get(Setting.PORT, Endpoints.API_PORT);
        var device = read.get(Setting.MODEL_DEVICE, Device.CPU);
        var batching = Batching.from(read, device);
        int p99 = read.get(Setting.SLO_P99_LATENCY_MS, 300);
        var settings = new PodSettings(
                serviceName,
                read.get(Setting.SERVICE_VERSION, "1.0.0"),
                environment,
                read.get(Setting.LOG_LEVEL, LogLevel.INFO),
                read.get(Setting.HOST, "0.0.0.0"),
                port,
                read.get(Setting.GRPC_PORT, Endpoints.GRPC_PORT),
                read.get(Setting.METRICS_PORT, port),
                read.get(Setting.METRICS_PATH, Endpoints.METRICS),
                read.find(Setting.WORKERS).map(OptionalInt::of).orElse(OptionalInt.empty()),
                read.find(Setting.MODEL_NAME),
                read.get(Setting.MODEL_URI, "builtin://efficientnet-lite0"),
                read.find(Setting.MODEL_VERSION),
                read.find(Setting.MODEL_DIGEST),
                device,
                new Loading(
                        read.get(Setting.MODEL_DEVICE_FALLBACK, DeviceFallback.NONE),
                        read.find(Setting.MODEL_CARD_FILE),
                        read.get(Setting.WARMUP_ITERATIONS, 1),
                        SelfTest.from(read),
                        DownloadSettings.from(read)),
                batching,
                Duration.ofMillis(read.get(Setting.REQUEST_TIMEOUT_MS, 2 * p99)),
                read.get(Setting.ADMISSION, AdmissionMode.ENFORCE),
                read.get(Setting.MAX_QUEUE_SIZE, batching.defaultQueueSize()),
                read.get(Setting.MAX_REQUEST_BYTES, 16 * 1024 * 1024),
                Edge.from(read),
                new SloTargets(
                        read.get(Setting.SLO_AVAILABILITY_TARGET, 99.5),
                        Duration.ofMillis(p99),
                        read.get(Setting.SLO_ERROR_RATE_MAX, 0.5),
                        Duration.ofMillis(read.get(Setting.SLO_INFERENCE_P95_MS, 150)),
                        read.get(Setting.SLO_CONFIDENCE_THRESHOLD, 0.7),
                        read.get(Setting.SLO_LATENCY_TARGET, 99.0),
                        read.get(Setting.SLO_INFERENCE_TARGET, 95.0),
                        read.get(Setting.SLO_CONFIDENCE_TARGET, 80.0)),
                new Tracing(
                        read.get(Setting.OTEL_SERVICE_NAME, serviceName),
                        read.get(Setting.OTEL_TRACES_EXPORTER, defaultExporter(environment)),
                        read.get(Setting.OTEL_EXPORTER_OTLP_ENDPOINT, "http://localhost:4318"),
                        read.get(Setting.OTEL_TRACES_SAMPLER, "parentbased_always_on"),
                        read.get(Setting.OTEL_TRACES_SAMPLER_ARG, 1.0),
                        read.get(Setting.OTEL_LOGS_EXPORTER, "none")));
        read.require(
                settings.modelDigest().isPresent()
                        || !settings.loading().download().isPlain(settings.modelUri()),
                "MODEL_S3_ENDPOINT is plain HTTP, where a model can be changed on its way; use https, or set MODEL_DIGEST");
        read.failOnProblems();
        return settings;
    }

    /// The variables that make `fromEnv` return these settings again, in a fixed order. A value that equals its
    /// default is left out: a new setting of a newer operator must not change, and so restart, a pod that does
    /// not use it.
    public Map<String, String> toEnv() {
        return SettingsWriter.write(this);
    }

    /// A developer sees the spans on the console too, as in the lab.
    static String defaultExporter(DeploymentEnvironment environment) {
        return environment == DeploymentEnvironment.DEVELOPMENT ? "otlp,console" : "otlp";
    }

    /// Whether metrics and health have a port of their own.
    public boolean hasManagementPort() {
        return metricsPort != port;
    }
}
