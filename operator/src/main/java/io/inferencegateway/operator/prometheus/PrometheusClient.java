package io.inferencegateway.operator.prometheus;

import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.prometheus.NoAnswerException.Kind;
import io.inferencegateway.operator.slo.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Questions over HTTP. A question ends within the timeout however slowly its answer trickles in.
final class PrometheusClient implements AutoCloseable {
    /// About 200,000 series; more is not our query's answer.
    private static final long LONGEST_ANSWER = 64L << 20;

    private final URI url;
    private final PrometheusSettings settings;
    private final TrustedHttp http;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("prometheus-query").factory());

    PrometheusClient(URI url, PrometheusSettings settings) {
        this.url = url;
        this.settings = settings;
        this.http = new TrustedHttp(settings);
    }

    /// Asks and reads the answer; what reached `samples` counts only when this returns.
    void query(String promql, Consumer<Sample> samples) throws NoAnswerException, InterruptedException {
        // GET, because some proxies let readers do nothing else.
        get(
                "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8),
                body -> QueryAnswer.read(body, samples));
    }

    /// Reads the answer at a path of the API.
    void get(String path, Reader reader) throws NoAnswerException, InterruptedException {
        var asking = threads.submit(() -> {
            ask(path, reader);
            return path;
        });
        try {
            asking.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw late();
        } catch (ExecutionException failed) {
            throw words(failed.getCause());
        } finally {
            asking.cancel(true);
        }
    }

    String host() {
        return String.valueOf(url.getHost());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }

    /// Makes something of an answer with status 200.
    @FunctionalInterface
    interface Reader {
        void read(InputStream body) throws IOException, NoAnswerException;
    }

    private void ask(String path, Reader reader) throws IOException, InterruptedException, NoAnswerException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(settings.timeout())
                .header("Accept", "application/json");
        if (settings.tokenFile().isPresent()) {
            request.header(
                    "Authorization", "Bearer " + token(settings.tokenFile().get()));
        }
        var response = http.client()
                .send(request.build(), BodyHandlers.limiting(BodyHandlers.ofInputStream(), LONGEST_ANSWER));
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                throw refused(response);
            }
            reader.read(body);
        }
    }

    private static NoAnswerException refused(HttpResponse<InputStream> response) throws IOException {
        int code = response.statusCode();
        if (code == 401 || code == 403) {
            return new NoAnswerException(
                    Kind.DENIED, "it answered %d: check the operator's token and its rights".formatted(code));
        }
        if (code >= 300 && code < 400) {
            return new NoAnswerException(
                    Kind.DENIED,
                    "it answered %d and sends us elsewhere: that is a login page or a wrong URL".formatted(code));
        }
        String words = QueryAnswer.error(response.body());
        return new NoAnswerException(
                Kind.FAILED, "it answered %d%s".formatted(code, words.isEmpty() ? "" : ": " + words));
    }

    private static String token(Path file) throws NoAnswerException {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new NoAnswerException(
                    Kind.MISCONFIGURED, "PROMETHEUS_TOKEN_FILE " + file + " cannot be read", unreadable);
        }
    }

    private NoAnswerException words(@Nullable Throwable cause) {
        return switch (cause) {
            case NoAnswerException known -> known;
            case HttpTimeoutException slow -> late();
            case SSLException tls ->
                new NoAnswerException(
                        Kind.UNREACHABLE,
                        "the TLS connection failed; check PROMETHEUS_CA_FILE (" + tls.getMessage() + ")",
                        tls);
            case ConnectException nobody ->
                new NoAnswerException(
                        Kind.UNREACHABLE, "nobody answers at %s; check PROMETHEUS_URL".formatted(url), nobody);
            case IOException broken ->
                new NoAnswerException(Kind.UNREACHABLE, "the connection to %s broke".formatted(url), broken);
            // Ours to mend, and the loop must outlive it.
            case null, default ->
                new NoAnswerException(Kind.UNREADABLE, "the query failed: " + cause, new IllegalStateException(cause));
        };
    }

    private NoAnswerException late() {
        return new NoAnswerException(
                Kind.TIMEOUT,
                "no complete answer within %d s".formatted(settings.timeout().toSeconds()));
    }
}
