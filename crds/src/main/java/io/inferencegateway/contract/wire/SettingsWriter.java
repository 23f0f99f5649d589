package io.inferencegateway.contract.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Writes settings as environment variables, leaving out what equals its default.
final class SettingsWriter {
    private final PodSettings settings;
    private final PodSettings defaults;
    private final Map<String, String> env = new LinkedHashMap<>();

    private SettingsWriter(PodSettings settings, PodSettings defaults) {
        this.settings = settings;
        this.defaults = defaults;
    }

    static Map<String, String> write(PodSettings settings) {
        return new SettingsWriter(settings, PodSettings.defaults()).all();
    }

    private Map<String, String> all() {
        put(Setting.SERVICE_NAME, PodSettings::serviceName);
        put(Setting.SERVICE_VERSION, PodSettings::serviceVersion);
        put(Setting.ENVIRONMENT, s -> s.environment().text());
        put(Setting.LOG_LEVEL, PodSettings::logLevel);
        put(Setting.HOST, PodSettings::host);
        put(Setting.PORT, PodSettings::port);
        put(Setting.GRPC_PORT, PodSettings::grpcPort);
        putUnless(Setting.METRICS_PORT, settings.metricsPort(), settings.port());
        put(Setting.METRICS_PATH, PodSettings::metricsPath);
        settings.workers().ifPresent(workers -> env.put(Setting.WORKERS.name(), "" + workers));
        settings.modelName().ifPresent(name -> env.put(Setting.MODEL_NAME.name(), name));
        put(Setting.MODEL_URI, PodSettings::modelUri);
        settings.modelVersion().ifPresent(version -> env.put(Setting.MODEL_VERSION.name(), version));
        settings.modelDigest().ifPresent(digest -> env.put(Setting.MODEL_DIGEST.name(), digest));
        put(Setting.MODEL_DEVICE, s -> s.modelDevice().text());
        loading(settings.loading());
        putUnless(
                Setting.MODEL_BATCH_SIZE,
                settings.batching().maxSize(),
                PodSettings.Batching.defaultSize(settings.modelDevice()));
        put(Setting.BATCH_MAX_QUEUE_DELAY_MS, s -> s.batching().maxQueueDelay().toMillis());
        putUnless(
                Setting.REQUEST_TIMEOUT_MS,
                settings.requestTimeout().toMillis(),
                2 * settings.slo().p99Latency().toMillis());
        put(Setting.ADMISSION, s -> s.admission().text());
        putUnless(
                Setting.MAX_QUEUE_SIZE,
                settings.maxQueueSize(),
                settings.batching().defaultQueueSize());
        put(Setting.MAX_REQUEST_BYTES, PodSettings::maxRequestBytes);
        edge(settings.edge());
        put(Setting.SLO_AVAILABILITY_TARGET, s -> s.slo().availabilityTarget());
        put(Setting.SLO_P99_LATENCY_MS, s -> s.slo().p99Latency().toMillis());
        put(Setting.SLO_ERROR_RATE_MAX, s -> s.slo().errorRateMax());
        put(Setting.SLO_INFERENCE_P95_MS, s -> s.slo().inferenceP95().toMillis());
        put(Setting.SLO_CONFIDENCE_THRESHOLD, s -> s.slo().confidenceThreshold());
        put(Setting.SLO_LATENCY_TARGET, s -> s.slo().latencyTarget());
        put(Setting.SLO_INFERENCE_TARGET, s -> s.slo().inferenceTarget());
        put(Setting.SLO_CONFIDENCE_TARGET, s -> s.slo().confidenceTarget());
        putUnless(Setting.OTEL_SERVICE_NAME, settings.tracing().serviceName(), settings.serviceName());
        putUnless(
                Setting.OTEL_TRACES_EXPORTER,
                settings.tracing().exporter(),
                PodSettings.defaultExporter(settings.environment()));
        put(Setting.OTEL_LOGS_EXPORTER, s -> s.tracing().logsExporter());
        put(Setting.OTEL_EXPORTER_OTLP_ENDPOINT, s -> s.tracing().endpoint());
        put(Setting.OTEL_TRACES_SAMPLER, s -> s.tracing().sampler());
        put(Setting.OTEL_TRACES_SAMPLER_ARG, s -> s.tracing().samplerArgument());
        return env;
    }

    private void loading(PodSettings.Loading loading) {
        put(Setting.MODEL_DEVICE_FALLBACK, s -> s.loading().fallback().text());
        loading.cardFile().ifPresent(card -> env.put(Setting.MODEL_CARD_FILE.name(), card));
        loading.download().write(env);
        put(Setting.WARMUP_ITERATIONS, s -> s.loading().warmupIterations());
        loading.selfTest().ifPresent(test -> {
            env.put(Setting.SELF_TEST_IMAGE_FILE.name(), test.imageFile());
            env.put(Setting.SELF_TEST_EXPECT_CLASS.name(), "" + test.expectClass());
            putUnless(Setting.SELF_TEST_MIN_CONFIDENCE, test.minConfidence(), PodSettings.SelfTest.MIN_CONFIDENCE);
        });
    }

    private void edge(PodSettings.Edge edge) {
        edge.tls().ifPresent(pair -> {
            env.put(Setting.TLS_CERT_FILE.name(), pair.certificate());
            env.put(Setting.TLS_KEY_FILE.name(), pair.key());
        });
        edge.apiKeysFile().ifPresent(file -> env.put(Setting.API_KEYS_FILE.name(), file));
        put(Setting.READ_TIMEOUT_MS, s -> s.edge().readTimeout().toMillis());
        put(Setting.IDLE_TIMEOUT_MS, s -> s.edge().idleTimeout().toMillis());
        put(Setting.MAX_CONNECTIONS, s -> s.edge().maxConnections());
    }

    private void put(Setting<?> setting, Function<PodSettings, Object> value) {
        putUnless(setting, value.apply(settings), value.apply(defaults));
    }

    private void putUnless(Setting<?> setting, Object value, Object defaultValue) {
        if (!Objects.equals(value, defaultValue)) {
            env.put(setting.name(), value.toString());
        }
    }
}
