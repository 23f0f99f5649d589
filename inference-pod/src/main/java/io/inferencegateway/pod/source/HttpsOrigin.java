package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.DownloadSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A web server, by the JDK's client. Redirections are followed by hand: to HTTPS only, and credentials go to the host
/// they are for.
final class HttpsOrigin implements Origin {
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTIONS = 5;

    private final URI address;
    private final Optional<String> authorization;
    private final Duration patience;
    private final HttpClient client;

    HttpsOrigin(Remote.Https source, Credentials credentials, Optional<Path> ca, Duration patience)
            throws DownloadException {
        this.address = source.address();
        this.authorization = credentials.text(DownloadSettings.AUTHORIZATION_FILE);
        this.patience = patience;
        var builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Patience.CONNECT);
        if (ca.isPresent()) {
            builder.sslContext(Trust.context(ca.get()));
        }
        this.client = builder.build();
    }

    @Override
    public void deliver(Sink sink) throws DownloadException, IOException, InterruptedException {
        // A signature in a query is for one file.
        if (address.getRawQuery() == null) {
            beside(Part.CARD, sink);
            beside(Part.LABELS, sink);
        }
        var answer = get(address);
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw Diagnosis.ofStatus(answer.statusCode(), "the file");
            }
            sink.take(Part.MODEL, body, length(answer));
        }
    }

    private void beside(Part part, Sink sink) throws DownloadException, IOException, InterruptedException {
        var answer = get(address.resolve(part.file()));
        try (var body = answer.body()) {
            switch (answer.statusCode()) {
                case 200 -> sink.take(part, body, length(answer));
                // Whoever may not list a directory is told 403 of a file that is not in it.
                case 403, 404, 410 -> sink.alive();
                default -> throw Diagnosis.ofStatus(answer.statusCode(), "the " + part.file() + " beside it");
            }
        }
    }

    private HttpResponse<InputStream> get(URI start) throws DownloadException, IOException, InterruptedException {
        var uri = start;
        for (int hops = 0; hops <= MOST_REDIRECTIONS; hops++) {
            var answer = client.send(request(uri), HttpResponse.BodyHandlers.ofInputStream());
            if (!REDIRECTIONS.contains(answer.statusCode())) {
                return answer;
            }
            answer.body().close();
            uri = next(uri, answer);
        }
        throw new DownloadException(Trouble.UNUSABLE, "it redirects more than %d times".formatted(MOST_REDIRECTIONS));
    }

    private HttpRequest request(URI uri) {
        var request = HttpRequest.newBuilder(uri).timeout(patience).header("User-Agent", "inference-gateway");
        if (isOwn(uri)) {
            authorization.ifPresent(value -> request.header("Authorization", value));
        }
        return request.build();
    }

    private boolean isOwn(URI uri) {
        return address.getAuthority().equals(uri.getAuthority());
    }

    private static URI next(URI from, HttpResponse<?> answer) throws DownloadException {
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            var to = from.resolve(location);
            if ("https".equals(to.getScheme()) && to.getHost() != null) {
                return to;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below like every other place that is not gone to.
        }
        throw new DownloadException(
                Trouble.UNUSABLE,
                "it redirects to '%s', which is not https; name an address that stays on https"
                        .formatted(location.replaceFirst("\\?.*", "?…")));
    }

    private static OptionalLong length(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("Content-Length");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
