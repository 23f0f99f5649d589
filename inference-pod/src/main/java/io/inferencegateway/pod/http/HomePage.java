package io.inferencegateway.pod.http;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `GET /`, in development only: a page to try the model with and to see the service levels move. Who does not ask for
/// HTML gets what the lab answers there: nothing is at that path.
final class HomePage {
    static final String PATH = "/";

    /// Pictures of the user are shown from `blob:`, the icon is in the page itself; no script but ours, no other host.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    private static final String FILES = "/page/";
    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            "page.css", Pages.CSS,
            "page.js", Pages.JAVASCRIPT,
            "samples/chelsea.jpg", "image/jpeg",
            "samples/coffee.jpg", "image/jpeg",
            "samples/rocket.jpg", "image/jpeg"));

    private HomePage() {}

    /// The page and its files.
    static List<String> paths() {
        var paths = new ArrayList<>(List.of(PATH));
        paths.addAll(files());
        return List.copyOf(paths);
    }

    /// Its files, which answer everybody.
    static List<String> files() {
        return TYPES.keySet().stream().map(name -> FILES + name).toList();
    }

    static void addTo(HttpRouting.Builder routing) {
        routing.get(PATH, HomePage::page);
        TYPES.forEach((name, type) -> routing.get(
                FILES + name, (_, response) -> Pages.send(response, type, POLICY, Pages.resource(FILES + name))));
    }

    private static void page(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.VARY, "Accept");
        if (asksForHtml(request)) {
            Pages.send(response, Pages.HTML, POLICY, Pages.resource(FILES + "index.html"));
        } else {
            response.next();
        }
    }

    /// Browsers name HTML before anything else; programs name JSON, take what comes, or write what cannot be read.
    private static boolean asksForHtml(ServerRequest request) {
        try {
            return request.headers()
                    .bestAccepted(MediaTypes.APPLICATION_JSON, MediaTypes.TEXT_HTML)
                    .filter(MediaTypes.TEXT_HTML::equals)
                    .isPresent();
        } catch (BadRequestException unreadable) {
            return false;
        }
    }
}
