package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Sends the parts of a web page, which are resources of the class path; each is read when it is asked for.
final class Pages {
    static final String HTML = "text/html; charset=utf-8";
    static final String CSS = "text/css; charset=utf-8";
    static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private Pages() {}

    /// @param policy of the page, in the words of Content-Security-Policy
    static void send(ServerResponse response, String type, String policy, byte[] content) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderNames.create("Content-Security-Policy"), policy);
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        response.send(content);
    }

    /// @param name from the root of the class path
    static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
