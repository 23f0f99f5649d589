package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Endpoints;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `GET /docs`, in development only: Swagger UI over `/openapi.json`, out of its jar. Nothing is loaded from another
/// host, and the page's security policy would not let it.
final class DocsPage {
    /// The lab's second page; the document has one reader here.
    static final String REDOC = "/redoc";

    static final String DOCS = "/docs";

    private static final String JAR = "/META-INF/resources/webjars/swagger-ui/5.32.0/";
    /// Swagger UI writes style attributes and draws its icons from `data:` addresses.
    private static final String ONLY_FROM_HERE =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <title>Inference Gateway</title>
              <link rel="stylesheet" href="/docs/swagger-ui.css">
            </head>
            <body>
              <div id="ui"></div>
              <script src="/docs/swagger-ui-bundle.js"></script>
              <script src="/docs/start.js"></script>
            </body>
            </html>
            """;
    private static final String START =
            "SwaggerUIBundle({url: '%s', dom_id: '#ui', validatorUrl: null});%n".formatted(Endpoints.OPENAPI);

    private DocsPage() {}

    /// Everything served here.
    static List<String> paths() {
        return List.of(DOCS, REDOC, DOCS + "/swagger-ui.css", DOCS + "/swagger-ui-bundle.js", DOCS + "/start.js");
    }

    static void addTo(HttpRouting.Builder routing) {
        routing.get(DOCS, (_, response) -> send(response, Pages.HTML, bytes(PAGE)))
                .get(REDOC, DocsPage::moved)
                .get(
                        DOCS + "/swagger-ui.css",
                        (_, response) -> send(response, Pages.CSS, Pages.resource(JAR + "swagger-ui.css")))
                .get(
                        DOCS + "/swagger-ui-bundle.js",
                        (_, response) -> send(response, Pages.JAVASCRIPT, Pages.resource(JAR + "swagger-ui-bundle.js")))
                .get(DOCS + "/start.js", (_, response) -> send(response, Pages.JAVASCRIPT, bytes(START)));
    }

    private static void moved(ServerRequest request, ServerResponse response) {
        response.status(307).header(HeaderNames.LOCATION, DOCS).send();
    }

    private static void send(ServerResponse response, String type, byte[] content) {
        Pages.send(response, type, ONLY_FROM_HERE, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
