package io.inferencegateway.operator;

import io.inferencegateway.contract.Durations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Which Prometheus the operator asks for the error budgets, and how.
///
/// @param url of its API, before `/api/v1`; empty means that none is asked (`PROMETHEUS_URL`)
/// @param timeout of one query, from connecting to the last byte (`PROMETHEUS_TIMEOUT`)
/// @param interval between two queries; also the shortest time between two writes of a budget (`PROMETHEUS_INTERVAL`)
/// @param caFile certificates to trust instead of the system's, in PEM (`PROMETHEUS_CA_FILE`)
/// @param tokenFile bearer token, read anew for every query (`PROMETHEUS_TOKEN_FILE`)
public record PrometheusSettings(
        Optional<URI> url, Duration timeout, Duration interval, Optional<Path> caFile, Optional<Path> tokenFile) {
    private static final String URL = "PROMETHEUS_URL";
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    // So that a budget is written at most once a minute.
    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    /// @throws IllegalArgumentException naming the variable and what it allows
    static PrometheusSettings fromEnv(Map<String, String> env) {
        var url = text(env, URL).map(PrometheusSettings::url);
        var interval = duration(env, "PROMETHEUS_INTERVAL", SHORTEST_INTERVAL, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        var timeout = duration(env, "PROMETHEUS_TIMEOUT", Duration.ofSeconds(10), SHORTEST_TIMEOUT, SHORTEST_INTERVAL);
        var token = text(env, "PROMETHEUS_TOKEN_FILE").map(Path::of);
        if (token.isPresent() && url.filter(PrometheusSettings::plain).isPresent()) {
            throw new IllegalArgumentException(
                    "PROMETHEUS_TOKEN_FILE needs an https:// PROMETHEUS_URL, or everybody on the way can read the token");
        }
        return new PrometheusSettings(
                url, timeout, interval, text(env, "PROMETHEUS_CA_FILE").map(Path::of), token);
    }

    private static Optional<String> text(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean plain(URI url) {
        return "http".equals(url.getScheme());
    }

    private static URI url(String text) {
        try {
            var url = URI.create(text.replaceAll("/+$", ""));
            boolean complete = ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null;
            if (complete) {
                return url;
            }
        } catch (IllegalArgumentException notAUrl) {
            // falls through to the sentence below
        }
        throw new IllegalArgumentException(URL
                + " is not http(s)://HOST[:PORT][/PATH]; for example http://prometheus-operated.monitoring.svc:9090");
    }

    private static Duration duration(
            Map<String, String> env, String name, Duration otherwise, Duration least, Duration most) {
        var duration = text(env, name).map(text -> parse(name, text)).orElse(otherwise);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s is %ds; allowed: %ds to %ds"
                    .formatted(name, duration.toSeconds(), least.toSeconds(), most.toSeconds()));
        }
        return duration;
    }

    private static Duration parse(String name, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException | ArithmeticException noDuration) {
            throw new IllegalArgumentException(name + ": " + noDuration.getMessage(), noDuration);
        }
    }
}
