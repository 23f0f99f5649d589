package io.inferencegateway.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PodSettingsTest {
    /// A legal value other than the default for every setting.
    private static final Map<String, String> EVERYTHING = new LinkedHashMap<>();

    static {
        EVERYTHING.put("SERVICE_NAME", "cats");
        EVERYTHING.put("SERVICE_VERSION", "2.1");
        EVERYTHING.put("ENVIRONMENT", "staging");
        EVERYTHING.put("LOG_LEVEL", "WARNING");
        EVERYTHING.put("HOST", "127.0.0.1");
        EVERYTHING.put("PORT", "9000");
        EVERYTHING.put("GRPC_PORT", "9001");
        EVERYTHING.put("METRICS_PORT", "9002");
        EVERYTHING.put("METRICS_PATH", "/prometheus");
        EVERYTHING.put("WORKERS", "3");
        EVERYTHING.put("MODEL_NAME", "cat-net");
        EVERYTHING.put("MODEL_URI", "file:///models/cat.onnx");
        EVERYTHING.put("MODEL_VERSION", "7");
        EVERYTHING.put("MODEL_DIGEST", "sha256:" + "ab".repeat(32));
        EVERYTHING.put("MODEL_DEVICE", "cuda");
        EVERYTHING.put("MODEL_DEVICE_FALLBACK", "cpu");
        EVERYTHING.put("MODEL_CARD_FILE", "/config/model-card.json");
        EVERYTHING.put("MODEL_CACHE_DIR", "/cache");
        EVERYTHING.put("MODEL_MAX_BYTES", "1000");
        EVERYTHING.put("MODEL_CREDENTIALS_DIR", "/credentials");
        EVERYTHING.put("MODEL_CA_FILE", "/ca/ca.crt");
        EVERYTHING.put("MODEL_S3_ENDPOINT", "https://minio:9000");
        EVERYTHING.put("MODEL_S3_REGION", "eu-central-1");
        EVERYTHING.put("MODEL_S3_PATH_STYLE", "true");
        EVERYTHING.put("WARMUP_ITERATIONS", "0");
        EVERYTHING.put("SELF_TEST_IMAGE_FILE", "/config/tabby.jpg");
        EVERYTHING.put("SELF_TEST_EXPECT_CLASS", "281");
        EVERYTHING.put("SELF_TEST_MIN_CONFIDENCE", "0.6");
        EVERYTHING.put("MODEL_BATCH_SIZE", "16");
        EVERYTHING.put("BATCH_MAX_QUEUE_DELAY_MS", "2");
        EVERYTHING.put("REQUEST_TIMEOUT_MS", "700");
        EVERYTHING.put("ADMISSION", "observe");
        EVERYTHING.put("MAX_QUEUE_SIZE", "5");
        EVERYTHING.put("MAX_REQUEST_BYTES", "2048");
        EVERYTHING.put("TLS_CERT_FILE", "/tls/tls.crt");
        EVERYTHING.put("TLS_KEY_FILE", "/tls/tls.key");
        EVERYTHING.put("API_KEYS_FILE", "/keys/keys");
        EVERYTHING.put("READ_TIMEOUT_MS", "5000");
        EVERYTHING.put("IDLE_TIMEOUT_MS", "60000");
        EVERYTHING.put("MAX_CONNECTIONS", "200");
        EVERYTHING.put("SLO_AVAILABILITY_TARGET", "99.9");
        EVERYTHING.put("SLO_P99_LATENCY_MS", "250");
        EVERYTHING.put("SLO_ERROR_RATE_MAX", "0.1");
        EVERYTHING.put("SLO_INFERENCE_P95_MS", "120");
        EVERYTHING.put("SLO_CONFIDENCE_THRESHOLD", "0.65");
        EVERYTHING.put("SLO_LATENCY_TARGET", "98.0");
        EVERYTHING.put("SLO_INFERENCE_TARGET", "90.0");
        EVERYTHING.put("SLO_CONFIDENCE_TARGET", "75.0");
        EVERYTHING.put("OTEL_SERVICE_NAME", "cats-traces");
        EVERYTHING.put("OTEL_TRACES_EXPORTER", "none");
        EVERYTHING.put("OTEL_LOGS_EXPORTER", "otlp");
        EVERYTHING.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
        EVERYTHING.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
        EVERYTHING.put("OTEL_TRACES_SAMPLER_ARG", "0.1");
    }

    @Test
    void everySettingSurvivesTheRoundTrip() {
        assertEquals(EVERYTHING, PodSettings.fromEnv(EVERYTHING).toEnv());
    }

    @Test
    void theRoundTripTestCoversTheWholeTable() {
        var named = Setting.table().stream().map(Setting::name).collect(Collectors.toSet());
        assertEquals(named, EVERYTHING.keySet());
    }

    @Test
    void defaultsWriteNothing() {
        assertEquals(Map.of(), PodSettings.defaults().toEnv());
    }

    @Test
    void defaultsAreTheLabs() {
        var defaults = PodSettings.defaults();
        assertEquals(8000, defaults.port());
        assertEquals(8000, defaults.metricsPort());
        assertEquals(OptionalInt.empty(), defaults.workers());
        assertEquals(Duration.ofMillis(600), defaults.requestTimeout());
        assertEquals("http://localhost:4318", defaults.tracing().endpoint());
    }

    @Test
    void theDeadlineFollowsTheLatencyThresholdUnlessSet() {
        assertEquals(
                Duration.ofSeconds(1),
                PodSettings.fromEnv(Map.of("SLO_P99_LATENCY_MS", "500")).requestTimeout());
    }

    @Test
    void batchesAndTheQueueFollowTheDeviceUnlessSet() {
        var cpu = PodSettings.defaults();
        assertEquals(1, cpu.batching().maxSize());
        assertEquals(16, cpu.maxQueueSize());
        var cuda = PodSettings.fromEnv(Map.of("MODEL_DEVICE", "cuda"));
        assertEquals(8, cuda.batching().maxSize());
        assertEquals(64, cuda.maxQueueSize());
        assertEquals(Map.of("MODEL_DEVICE", "cuda"), cuda.toEnv());
        var single = Map.of("MODEL_DEVICE", "cuda", "MODEL_BATCH_SIZE", "1");
        assertEquals(16, PodSettings.fromEnv(single).maxQueueSize());
        assertEquals(single, PodSettings.fromEnv(single).toEnv());
    }

    @Test
    void onlyInDevelopmentSpansGoToTheConsoleUnlessSet() {
        assertEquals("otlp,console", PodSettings.defaults().tracing().exporter());
        var production = PodSettings.fromEnv(Map.of("ENVIRONMENT", "production"));
        assertEquals("otlp", production.tracing().exporter());
        assertEquals(Map.of("ENVIRONMENT", "production"), production.toEnv());
        var quiet = Map.of("OTEL_TRACES_EXPORTER", "otlp");
        assertEquals(quiet, PodSettings.fromEnv(quiet).toEnv());
    }

    @Test
    void namesAreReadInAnyCaseAndTheUpperCaseOneWins() {
        assertEquals(9001, PodSettings.fromEnv(Map.of("port", "9001")).port());
        assertEquals(
                9002,
                PodSettings.fromEnv(Map.of("port", "9001", "PORT", "9002")).port());
    }

    @Test
    void everyProblemIsReportedAtOnceWithWhatIsAllowed() {
        var refused = assertThrows(
                InvalidSettings.class,
                () -> PodSettings.fromEnv(Map.of(
                        "PORT",
                        "80",
                        "MODEL_DEVICE",
                        "mps",
                        "WORKERS",
                        "many",
                        "SLO_P99_LATENCY_MS",
                        "0",
                        "MODEL_URI",
                        "http://x/y")));
        assertEquals(5, refused.problems().size(), refused.problems().toString());
        assertTrue(refused.problems().contains("PORT is '80'; allowed: 1024 to 65535"), refused.getMessage());
        assertTrue(refused.problems().contains("MODEL_DEVICE is 'mps'; allowed: cpu, cuda"), refused.getMessage());
    }

    @Test
    void halfASelfTestIsRefused() {
        for (var half : Map.of(
                        "SELF_TEST_IMAGE_FILE", "/a.jpg",
                        "SELF_TEST_EXPECT_CLASS", "7")
                .entrySet()) {
            var refused = assertThrows(
                    InvalidSettings.class, () -> PodSettings.fromEnv(Map.of(half.getKey(), half.getValue())));
            assertEquals(1, refused.problems().size(), refused.getMessage());
            assertTrue(refused.getMessage().contains(half.getKey() + " is set and SELF_TEST_"), refused.getMessage());
        }
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() {
        for (var set : new String[] {"TLS_CERT_FILE", "TLS_KEY_FILE"}) {
            var refused = assertThrows(InvalidSettings.class, () -> PodSettings.fromEnv(Map.of(set, "/tls/file")));
            String other = set.equals("TLS_CERT_FILE") ? "TLS_KEY_FILE" : "TLS_CERT_FILE";
            assertEquals(
                    java.util.List.of(set + " is set and " + other + " is not; set both or neither"),
                    refused.problems());
        }
    }

    @Test
    void infinityAndNotANumberAreRefused() {
        for (var text : new String[] {"NaN", "Infinity", "-1", "1e9"}) {
            assertThrows(
                    InvalidSettings.class, () -> PodSettings.fromEnv(Map.of("SLO_CONFIDENCE_THRESHOLD", text)), text);
        }
    }

    @Test
    void emptyValuesCountAsAbsent() {
        assertEquals(8000, PodSettings.fromEnv(Map.of("PORT", " ")).port());
    }
}
