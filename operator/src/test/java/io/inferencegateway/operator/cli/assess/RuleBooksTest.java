package io.inferencegateway.operator.cli.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.assess.RuleBook;
import io.inferencegateway.operator.desired.AlertRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The rules of a gateway, from their object and from a Prometheus.
class RuleBooksTest {
    @Test
    void anObjectHasEveryRule() {
        var gateway = Golden.gateway("minimal");
        var object = AlertRules.of(gateway, OperatorSettings.defaults());

        var book = RuleBooks.of("object", Optional.of(object), gateway);

        assertEquals(Optional.empty(), book.unheeded());
        assertEquals(
                object.getSpec().getGroups().stream()
                        .mapToInt(group -> group.getRules().size())
                        .sum(),
                book.rules().size());
        assertTrue(book.rules().stream()
                .anyMatch(rule -> rule.alert() && rule.name().equals("InferenceGatewayErrorBudgetBurn")));
        assertTrue(book.rules().stream()
                .anyMatch(rule -> !rule.alert() && rule.expression().equals("vector(0.995)")));
    }

    @Test
    void anObjectThatIsNotThereIsSaidSo() {
        var book = RuleBooks.of("object", Optional.empty(), Golden.gateway("minimal"));

        assertEquals(Optional.of("there is no such object"), book.unheeded());
    }

    @Test
    void ofAPrometheusOnlyTheGatewaysGroupsCount() throws Exception {
        var book = asked(200, """
                {"status":"success","data":{"groups":[
                  {"name":"igw-meta-vision-minimal","rules":[
                    {"name":"slo:objective:ratio","type":"recording","query":"vector(0.995)","labels":{"slo":"availability"},"health":"ok"},
                    {"name":"Burn","type":"alerting","query":"up","labels":{"severity":"page"},"health":"err","lastError":"many-to-many"}]},
                  {"name":"igw-meta-vision-other","rules":[{"name":"x","type":"recording","query":"1","health":"ok"}]}]}}
                """);

        assertEquals(Optional.empty(), book.unheeded());
        assertEquals(2, book.rules().size());
        assertEquals("", book.rules().getFirst().error());
        assertEquals("many-to-many", book.rules().getLast().error());
        assertTrue(book.rules().getLast().alert());
        assertEquals(Map.of("severity", "page"), book.rules().getLast().labels());
    }

    @Test
    void aPrometheusWithoutThemIsSaidSo() throws Exception {
        assertEquals(
                Optional.of("it has loaded none of the gateway"),
                asked(200, "{\"data\":{\"groups\":[]}}").unheeded());
    }

    @Test
    void anAnswerThatIsNoneIsAnError() {
        assertTrue(assertThrows(IOException.class, () -> asked(401, ""))
                .getMessage()
                .contains("it answered 401"));
        assertTrue(assertThrows(IOException.class, () -> asked(200, "<html>login</html>"))
                .getMessage()
                .contains("the answer is not that of Prometheus' API"));
    }

    private static RuleBook asked(int code, String answer) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/rules", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            return RuleBooks.of(settings(server.getAddress().getPort()), Golden.gateway("minimal"));
        } finally {
            server.stop(0);
        }
    }

    private static PrometheusSettings settings(int port) {
        return OperatorSettings.fromEnv(Map.of("PROMETHEUS_URL", "http://127.0.0.1:" + port))
                .prometheus();
    }
}
