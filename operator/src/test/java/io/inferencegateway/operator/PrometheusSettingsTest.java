package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusSettingsTest {
    @Test
    void byDefaultNobodyIsAsked() {
        assertEquals(
                new PrometheusSettings(
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        Optional.empty()),
                OperatorSettings.defaults().prometheus());
        assertEquals(
                Optional.empty(),
                PrometheusSettings.fromEnv(Map.of("PROMETHEUS_URL", " ")).url());
    }

    @Test
    void everySettingHasItsVariable() {
        assertEquals(
                new PrometheusSettings(
                        Optional.of(URI.create("https://thanos.monitoring.svc:9091/eu")),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(5),
                        Optional.of(Path.of("/ca.crt")),
                        Optional.of(Path.of("/token"))),
                PrometheusSettings.fromEnv(Map.of(
                        "PROMETHEUS_URL", "https://thanos.monitoring.svc:9091/eu/",
                        "PROMETHEUS_TIMEOUT", "20s",
                        "PROMETHEUS_INTERVAL", "5m",
                        "PROMETHEUS_CA_FILE", "/ca.crt",
                        "PROMETHEUS_TOKEN_FILE", "/token")));
    }

    @ParameterizedTest
    @CsvSource({
        "PROMETHEUS_URL, prometheus:9090, PROMETHEUS_URL is not http(s)://HOST",
        "PROMETHEUS_URL, ftp://prometheus, PROMETHEUS_URL is not http(s)://HOST",
        "PROMETHEUS_URL, http://, PROMETHEUS_URL is not http(s)://HOST",
        "PROMETHEUS_URL, http://user:secret@prometheus, PROMETHEUS_URL is not http(s)://HOST",
        "PROMETHEUS_URL, http://prometheus/?a=b, PROMETHEUS_URL is not http(s)://HOST",
        "PROMETHEUS_URL, http://a b, PROMETHEUS_URL is not http(s)://HOST",
        "PROMETHEUS_TIMEOUT, 0s, PROMETHEUS_TIMEOUT is 0s; allowed: 1s to 60s",
        "PROMETHEUS_TIMEOUT, 2m, PROMETHEUS_TIMEOUT is 120s; allowed: 1s to 60s",
        "PROMETHEUS_TIMEOUT, soon, PROMETHEUS_TIMEOUT: 'soon' is no duration",
        "PROMETHEUS_INTERVAL, 59s, PROMETHEUS_INTERVAL is 59s; allowed: 60s to 3600s",
        "PROMETHEUS_INTERVAL, 2h, PROMETHEUS_INTERVAL is 7200s; allowed: 60s to 3600s"
    })
    void aBadValueIsNamedWithWhatIsAllowed(String name, String value, String words) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> PrometheusSettings.fromEnv(Map.of(name, value)));
        assertTrue(refused.getMessage().startsWith(words), refused.getMessage());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void aTokenNeverTravelsInTheOpen() {
        var env = Map.of("PROMETHEUS_URL", "http://prometheus:9090", "PROMETHEUS_TOKEN_FILE", "/token");
        var refused = assertThrows(IllegalArgumentException.class, () -> PrometheusSettings.fromEnv(env));
        assertTrue(refused.getMessage().contains("https://"), refused.getMessage());
    }
}
