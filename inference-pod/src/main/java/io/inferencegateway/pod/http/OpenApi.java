package io.inferencegateway.pod.http;

import io.helidon.common.LazyValue;
import io.helidon.http.HeaderNames;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.DeploymentEnvironment;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.PodSettings;
import java.nio.charset.StandardCharsets;

/// `GET /openapi.json`: the committed document `openapi.json`, with this service's version, with the metrics where they
/// are, and without what is there in development only. A test compares the document with the routes and the error
/// table.
final class OpenApi implements Handler {
    private static final String RESOURCE = "/openapi.json";

    private final LazyValue<byte[]> document;

    OpenApi(PodSettings settings) {
        this.document = LazyValue.create(() -> of(settings).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(document.get());
    }

    static JsonObject of(PodSettings settings) {
        var committed = committed();
        var empty = JsonObject.empty();
        var info = JsonObject.builder()
                .from(committed.objectValue("info", empty))
                .set("version", settings.serviceVersion())
                .build();
        var paths = JsonObject.builder().from(committed.objectValue("paths", empty));
        var metrics = committed.objectValue("paths", empty).objectValue(Endpoints.METRICS, empty);
        paths.unset(Endpoints.METRICS);
        if (!settings.hasManagementPort()) {
            paths.set(settings.metricsPath(), metrics);
        }
        if (settings.environment() != DeploymentEnvironment.DEVELOPMENT) {
            paths.unset(SloHandler.PATH);
        }
        return JsonObject.builder()
                .from(committed)
                .set("info", info)
                .set("paths", paths.build())
                .build();
    }

    static JsonObject committed() {
        return JsonParser.create(Pages.resource(RESOURCE)).readJsonObject();
    }
}
