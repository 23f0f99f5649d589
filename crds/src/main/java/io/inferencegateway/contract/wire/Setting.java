package io.inferencegateway.contract.wire;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One environment variable of the pod: its name, what it allows and what it means. `PodSettings` reads the values;
/// the reference page of the settings is generated from this table.
///
/// @param name the variable, upper case (looked up case-insensitively, as in the lab)
/// @param defaultText the default as a reader of the documentation should see it
/// @param allowed the range or the values, in words
/// @param meaning one sentence
/// @param parse text to value; throws `IllegalArgumentException` when the text is outside `allowed`
public record Setting<T>(String name, String defaultText, String allowed, String meaning, Function<String, T> parse) {

    private static final List<Setting<?>> TABLE = new ArrayList<>();

    static final Setting<String> SERVICE_NAME =
            text("SERVICE_NAME", "inference-gateway", "Name of the service in logs, traces and `app_info`.");
    static final Setting<String> SERVICE_VERSION =
            text("SERVICE_VERSION", "1.0.0", "Version of the service in logs, traces and `app_info`.");
    static final Setting<DeploymentEnvironment> ENVIRONMENT = oneOf(
            "ENVIRONMENT",
            "development",
            DeploymentEnvironment.class,
            "Deployment environment in logs and traces; `development` also serves a page at `/`, `/slo` and `/docs`, and allows every origin (CORS).");
    static final Setting<LogLevel> LOG_LEVEL =
            oneOf("LOG_LEVEL", "INFO", LogLevel.class, "Lowest level that is logged.");
    static final Setting<String> HOST = text("HOST", "0.0.0.0", "Address the servers bind to.");
    static final Setting<Integer> PORT = integer("PORT", "8000", 1024, 65_535, "Port of the API.");
    static final Setting<Integer> GRPC_PORT =
            integer("GRPC_PORT", "8001", 0, 65_535, "Port of the Open Inference Protocol over gRPC; 0 for none.");
    static final Setting<Integer> METRICS_PORT = integer(
            "METRICS_PORT",
            "PORT",
            1024,
            65_535,
            "Port of the metrics; another port than `PORT` also serves the health endpoints the kubelet probes.");
    static final Setting<String> METRICS_PATH = matching(
            "METRICS_PATH", "/metrics", "/[A-Za-z0-9._~/-]*", "a path that starts with /", "Path of the metrics.");
    static final Setting<Integer> WORKERS = integer(
            "WORKERS",
            "the container's cores, at most 16; on a GPU at most 2",
            1,
            16,
            "Inference worker threads. Set, it fixes the threads of a run too: cores ÷ workers, for a lone prediction as well.");
    static final Setting<String> MODEL_NAME = matching(
            "MODEL_NAME",
            "the model's own name",
            "[A-Za-z0-9][A-Za-z0-9._/-]{0,127}",
            "letters, digits and . _ / -, at most 128",
            "Display name of the model in answers, metrics and logs.");
    static final Setting<String> MODEL_URI = matching(
            "MODEL_URI",
            "builtin://efficientnet-lite0",
            ModelUri.OF_POD,
            "builtin://NAME, file:///ABSOLUTE/PATH, https://HOST/PATH, s3://BUCKET/KEY, oci://REGISTRY/REPOSITORY:TAG or @sha256:…",
            "Where the model is loaded from. Plain HTTP is never used, but for a registry on this machine (oci://localhost…).");
    static final Setting<String> MODEL_VERSION = matching(
            "MODEL_VERSION",
            "the model's own version, else the start of its digest",
            "[A-Za-z0-9][A-Za-z0-9._+-]{0,62}",
            "letters, digits and . _ + -, at most 63",
            "Version of the model in answers, metrics and logs.");
    static final Setting<String> MODEL_DIGEST = matching(
            "MODEL_DIGEST",
            "none",
            "sha256:[a-f0-9]{64}",
            "sha256: and 64 hexadecimal digits",
            "Digest the model file must have; a file with another one is not loaded.");
    static final Setting<String> MODEL_CACHE_DIR = path(
            "MODEL_CACHE_DIR",
            "inference-gateway-models in the directory for temporary files",
            "Directory that downloaded models are kept in; several pods may share it.");
    static final Setting<Integer> MODEL_MAX_BYTES = integer(
            "MODEL_MAX_BYTES", "2147483647", 1, DownloadSettings.LARGEST_MODEL, "A larger model is not downloaded.");
    static final Setting<String> MODEL_CREDENTIALS_DIR = path(
            "MODEL_CREDENTIALS_DIR",
            "none",
            "Directory with the credentials of a download, read anew at each attempt. https: `authorization`, the header's "
                    + "value; s3: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; oci: `.dockerconfigjson`.");
    static final Setting<String> MODEL_CA_FILE = path(
            "MODEL_CA_FILE",
            "none: the authorities of the image",
            "PEM certificates of the authorities that a download trusts, instead of those of the image.");
    static final Setting<String> MODEL_S3_ENDPOINT =
            url("MODEL_S3_ENDPOINT", "AWS", "S3 server of s3:// models; over plain HTTP only with `MODEL_DIGEST`.");
    static final Setting<String> MODEL_S3_REGION = matching(
            "MODEL_S3_REGION",
            DownloadSettings.S3.REGION,
            "[a-z0-9][a-z0-9-]{0,62}",
            "lower-case letters, digits and -",
            "Region of the bucket.");
    static final Setting<Boolean> MODEL_S3_PATH_STYLE = flag(
            "MODEL_S3_PATH_STYLE",
            "false",
            "Whether the bucket is in the path of the URL instead of its host name, as most servers but AWS want it.");
    static final Setting<Device> MODEL_DEVICE = oneOf(
            "MODEL_DEVICE",
            "cpu",
            Device.class,
            "Device the model runs on. (The lab's `mps` has no ONNX Runtime build.)");
    static final Setting<DeviceFallback> MODEL_DEVICE_FALLBACK = oneOf(
            "MODEL_DEVICE_FALLBACK",
            "none",
            DeviceFallback.class,
            "What to run on when `MODEL_DEVICE` cannot be used; `none`: the pod stays unready and says what is missing.");
    static final Setting<String> MODEL_CARD_FILE = path(
            "MODEL_CARD_FILE",
            "none",
            "Model card whose fields win over those of the `model-card.json` beside the model and of the model itself.");
    static final Setting<Integer> WARMUP_ITERATIONS =
            integer("WARMUP_ITERATIONS", "1", 0, 1000, "Predictions each worker makes before the pod is ready.");
    static final Setting<String> SELF_TEST_IMAGE_FILE = path(
            "SELF_TEST_IMAGE_FILE", "none", "Picture that each worker must classify right before the pod is ready.");
    static final Setting<Integer> SELF_TEST_EXPECT_CLASS = integer(
            "SELF_TEST_EXPECT_CLASS",
            "none; required with SELF_TEST_IMAGE_FILE",
            0,
            1_000_000,
            "Class id that the self-test's picture must get.");
    static final Setting<Double> SELF_TEST_MIN_CONFIDENCE =
            decimal("SELF_TEST_MIN_CONFIDENCE", "0.5", 0, 1, "Confidence that the self-test's class must reach.");
    static final Setting<Integer> MODEL_BATCH_SIZE = integer(
            "MODEL_BATCH_SIZE",
            "1; on a GPU 8",
            1,
            128,
            "Most rows that requests are run together with, where the times measured before the pod is ready say that it pays; "
                    + "1: each request has its own run.");
    static final Setting<Integer> BATCH_MAX_QUEUE_DELAY_MS = integer(
            "BATCH_MAX_QUEUE_DELAY_MS",
            "0",
            0,
            1000,
            "Longest that a request waits beside a free worker for others to join it, when others are expected in that time "
                    + "and its deadline leaves it.");
    static final Setting<Integer> REQUEST_TIMEOUT_MS = integer(
            "REQUEST_TIMEOUT_MS",
            "2 × SLO_P99_LATENCY_MS",
            1,
            600_000,
            "Deadline of a prediction, from its arrival; work that waits past it is answered 504 and never run. "
                    + "The header `X-Request-Timeout-Ms` shortens it for one request.");
    static final Setting<AdmissionMode> ADMISSION = oneOf(
            "ADMISSION",
            "enforce",
            AdmissionMode.class,
            "A prediction that would miss its deadline by the work ahead of it is answered 503 on arrival (enforce), "
                    + "taken and counted in `inference_would_shed_total` (observe), or taken (off).");
    static final Setting<Integer> MAX_QUEUE_SIZE = integer(
            "MAX_QUEUE_SIZE",
            "8 × MODEL_BATCH_SIZE, at least 16",
            1,
            10_000,
            "Predictions that may wait for a worker; more are answered 503.");
    static final Setting<Integer> MAX_REQUEST_BYTES = integer(
            "MAX_REQUEST_BYTES",
            "16777216",
            1024,
            1_073_741_824,
            "Largest request body or gRPC message; larger ones are answered 413, RESOURCE_EXHAUSTED.");
    static final Setting<String> TLS_CERT_FILE = path(
            "TLS_CERT_FILE",
            "none: plain HTTP",
            "PEM file with the certificate chain of the API port, the server's own first; read anew when it changes.");
    static final Setting<String> TLS_KEY_FILE = path(
            "TLS_KEY_FILE",
            "none; required with TLS_CERT_FILE",
            "PEM file with the certificate's private key: PKCS #8, or PKCS #1 for RSA, not encrypted.");
    static final Setting<String> API_KEYS_FILE = path(
            "API_KEYS_FILE",
            "none: no key is asked for",
            "File of API keys, one a line, # starts a comment; predictions need one of them. Read anew when it changes.");
    static final Setting<Integer> READ_TIMEOUT_MS = integer(
            "READ_TIMEOUT_MS",
            "20000",
            100,
            600_000,
            "Time a client has to send a request's headers, and again to send its body; slower ones are cut off.");
    static final Setting<Integer> IDLE_TIMEOUT_MS = integer(
            "IDLE_TIMEOUT_MS",
            "75000",
            1000,
            3_600_000,
            "A connection without a request is closed after this time; give it more than the load balancer in front has.");
    static final Setting<Integer> MAX_CONNECTIONS = integer(
            "MAX_CONNECTIONS",
            "1024",
            1,
            65_535,
            "Open connections of the API port, and again of the gRPC port; more wait to be accepted.");
    static final Setting<Double> SLO_AVAILABILITY_TARGET =
            decimal("SLO_AVAILABILITY_TARGET", "99.5", 0, 100, "Percent of predictions that succeed, for `/slo`.");
    static final Setting<Integer> SLO_P99_LATENCY_MS = integer(
            "SLO_P99_LATENCY_MS", "300", 1, 60_000, "Latency threshold; a bucket bound of the request histogram.");
    static final Setting<Double> SLO_ERROR_RATE_MAX =
            decimal("SLO_ERROR_RATE_MAX", "0.5", 0, 100, "Largest error rate in percent, for reference.");
    static final Setting<Integer> SLO_INFERENCE_P95_MS = integer(
            "SLO_INFERENCE_P95_MS",
            "150",
            1,
            60_000,
            "Inference threshold; a bucket bound of the inference histogram.");
    static final Setting<Double> SLO_CONFIDENCE_THRESHOLD = decimal(
            "SLO_CONFIDENCE_THRESHOLD",
            "0.7",
            0,
            1,
            "Confidence threshold; a bucket bound of the confidence histogram.");
    static final Setting<Double> SLO_LATENCY_TARGET =
            decimal("SLO_LATENCY_TARGET", "99", 0, 100, "Percent of answers within the latency threshold, for `/slo`.");
    static final Setting<Double> SLO_INFERENCE_TARGET = decimal(
            "SLO_INFERENCE_TARGET", "95", 0, 100, "Percent of model runs within the inference threshold, for `/slo`.");
    static final Setting<Double> SLO_CONFIDENCE_TARGET = decimal(
            "SLO_CONFIDENCE_TARGET", "80", 0, 100, "Percent of predictions surer than the threshold, for `/slo`.");
    static final Setting<String> OTEL_SERVICE_NAME =
            text("OTEL_SERVICE_NAME", "SERVICE_NAME", "Name of the service in traces.");
    static final Setting<String> OTEL_TRACES_EXPORTER = matching(
            "OTEL_TRACES_EXPORTER",
            "otlp; in development otlp,console",
            "otlp|console|otlp,console|none",
            "otlp, console, both with a comma between them, or none",
            "Where spans are sent; the console is the log.");
    static final Setting<String> OTEL_LOGS_EXPORTER = matching(
            "OTEL_LOGS_EXPORTER",
            "none",
            "otlp|none",
            "otlp, none",
            "Where log lines are sent beside standard output.");
    static final Setting<String> OTEL_EXPORTER_OTLP_ENDPOINT = url(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://localhost:4318",
            "OTLP over HTTP: spans are posted to /v1/traces below it, log lines to /v1/logs.");
    static final Setting<String> OTEL_TRACES_SAMPLER = matching(
            "OTEL_TRACES_SAMPLER",
            "parentbased_always_on",
            "always_on|always_off|traceidratio|parentbased_always_on|parentbased_always_off|parentbased_traceidratio",
            "OpenTelemetry's sampler names",
            "Which requests are traced.");
    static final Setting<Double> OTEL_TRACES_SAMPLER_ARG =
            decimal("OTEL_TRACES_SAMPLER_ARG", "1.0", 0, 1, "Share of requests a ratio sampler traces.");

    /// Every setting, in the order of the documentation.
    public static List<Setting<?>> table() {
        return List.copyOf(TABLE);
    }

    private static Setting<String> text(String name, String defaultText, String meaning) {
        return matching(name, defaultText, "\\S(.*\\S)?", "any text", meaning);
    }

    private static Setting<String> matching(
            String name, String defaultText, String regex, String allowed, String meaning) {
        var pattern = Pattern.compile(regex);
        return add(new Setting<>(name, defaultText, allowed, meaning, text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException();
            }
            return text;
        }));
    }

    private static Setting<String> path(String name, String defaultText, String meaning) {
        return matching(name, defaultText, "/.+", "an absolute path in the container", meaning);
    }

    private static Setting<String> url(String name, String defaultText, String meaning) {
        return add(new Setting<>(name, defaultText, "an http:// or https:// URL", meaning, text -> {
            var uri = URI.create(text);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                throw new IllegalArgumentException();
            }
            return text;
        }));
    }

    private static Setting<Boolean> flag(String name, String defaultText, String meaning) {
        return add(new Setting<>(name, defaultText, "true, false", meaning, text -> {
            if (!List.of("true", "false").contains(text.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException();
            }
            return Boolean.valueOf(text);
        }));
    }

    private static Setting<Integer> integer(String name, String defaultText, int min, int max, String meaning) {
        return add(new Setting<>(name, defaultText, min == max ? "" + min : min + " to " + max, meaning, text -> {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException();
            }
            return value;
        }));
    }

    private static Setting<Double> decimal(String name, String defaultText, double min, double max, String meaning) {
        return add(new Setting<>(name, defaultText, (long) min + " to " + (long) max, meaning, text -> {
            double value = Double.parseDouble(text);
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException();
            }
            return value;
        }));
    }

    private static <E extends Enum<E>> Setting<E> oneOf(
            String name, String defaultText, Class<E> type, String meaning) {
        boolean upper = defaultText.equals(defaultText.toUpperCase(Locale.ROOT));
        String allowed = Arrays.stream(type.getEnumConstants())
                .map(value -> upper ? value.name() : value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return add(new Setting<>(
                name, defaultText, allowed, meaning, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT))));
    }

    private static <T> Setting<T> add(Setting<T> setting) {
        TABLE.add(setting);
        return setting;
    }
}
