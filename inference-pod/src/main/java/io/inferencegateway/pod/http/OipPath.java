package io.inferencegateway.pod.http;

import io.inferencegateway.contract.wire.Endpoints;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path of the Open Inference Protocol, taken apart. The name of a model may have slashes in it.
///
/// @param template what it is an instance of
/// @param model name of the model; empty where the path has none
/// @param version as the path has it
record OipPath(String template, String model, Optional<String> version) {
    static final String SERVER = "/v2";
    static final String LIVE = "/v2/health/live";
    static final String READY = "/v2/health/ready";
    static final String MODELS = "/v2/models";
    static final String ALL_STATISTICS = "/v2/models/stats";
    static final String INDEX = "/v2/repository/index";
    static final String MODEL = "/v2/models/{model}";
    static final String LOAD = "/v2/repository/models/{model}/load";
    static final String UNLOAD = "/v2/repository/models/{model}/unload";
    static final String V1_MODELS = "/v1/models";
    static final String V1_MODEL = "/v1/models/{model}";
    static final String V1_PREDICT = Endpoints.V1_PREDICT;
    static final String VERSION = "/versions/{version}";

    static final String MODEL_READY = "/ready";
    static final String CONFIGURATION = "/config";
    static final String STATISTICS = "/stats";
    static final String INFER = "/infer";

    private static final List<String> WHOLE = List.of(SERVER, LIVE, READY, MODELS, ALL_STATISTICS, INDEX, V1_MODELS);
    private static final Pattern OF_MODEL = Pattern.compile(
            "/v2/models/(?<model>.+?)(/versions/(?<version>[^/]+))?(?<rest>/ready|/config|/stats|/infer)?");
    private static final Pattern OF_REPOSITORY =
            Pattern.compile("/v2/repository/models/(?<model>.+)(?<rest>/load|/unload)");
    private static final Pattern OF_V1 = Pattern.compile("/v1/models/(?<model>.+?)(?<rest>:predict)?");

    /// Whether errors of this path have the protocol's body.
    static boolean isProtocol(String path) {
        return path.equals(SERVER) || path.startsWith("/v2/") || path.equals(V1_MODELS) || path.startsWith("/v1/");
    }

    static Optional<OipPath> of(String path) {
        if (WHOLE.contains(path)) {
            return Optional.of(new OipPath(path, "", Optional.empty()));
        }
        var model = OF_MODEL.matcher(path);
        if (model.matches()) {
            var version = Optional.ofNullable(model.group("version"));
            String rest = Optional.ofNullable(model.group("rest")).orElse("");
            return Optional.of(
                    new OipPath(MODEL + (version.isPresent() ? VERSION : "") + rest, model.group("model"), version));
        }
        var repository = OF_REPOSITORY.matcher(path);
        if (repository.matches()) {
            return Optional.of(new OipPath(
                    repository.group("rest").equals("/load") ? LOAD : UNLOAD,
                    repository.group("model"),
                    Optional.empty()));
        }
        var v1 = OF_V1.matcher(path);
        if (v1.matches()) {
            return Optional.of(
                    new OipPath(v1.group("rest") == null ? V1_MODEL : V1_PREDICT, v1.group("model"), Optional.empty()));
        }
        return Optional.empty();
    }
}
