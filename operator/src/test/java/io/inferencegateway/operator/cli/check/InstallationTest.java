package io.inferencegateway.operator.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inferencegateway.operator.cli.check.Installation.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstallationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CRD = Path.of("../crds/inferencegateways.inferencegateway.io.yaml");
    private static final String GATEWAYS = "/apis/inferencegateway.io/v1alpha1/inferencegateways";

    /// What a path is answered with, by an operator and an API server in one.
    private record Answer(int code, String body) {}

    private final Map<String, Answer> answers = new HashMap<>();
    private HttpServer server;
    private KubernetesClient client;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        answers.put("/readyz", new Answer(200, "ok\n"));
        answers.put(Definition.PUBLISHED, new Answer(200, published(schema()).toString()));
        answers.put(GATEWAYS, new Answer(200, "{\"kind\":\"InferenceGatewayList\",\"items\":[]}"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var answer = answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, "{}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.code(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl(address.toString())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private static ObjectNode schema() throws IOException {
        return (ObjectNode) new ObjectMapper(new YAMLFactory())
                .readTree(CRD.toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static JsonNode published(JsonNode schema) {
        var document = JSON.createObjectNode();
        document.putObject("components")
                .putObject("schemas")
                .set("io.inferencegateway.v1alpha1.InferenceGateway", schema);
        return document;
    }

    private List<String> problems(String... namespaces) throws InterruptedException {
        return new Installation(client, address, List.of(namespaces))
                .look().stream().map(Finding::problem).toList();
    }

    @Test
    void aGoodInstallationHasNoProblem() throws Exception {
        assertEquals(List.of("", "", ""), problems());
    }

    @Test
    void anOperatorThatIsNotReadyIsQuoted() throws Exception {
        answers.put("/readyz", new Answer(503, "not watching yet, or not any more\n"));
        assertEquals(
                address + "/readyz answers 503: not watching yet, or not any more; look at the operator's log",
                problems().getFirst());
    }

    @Test
    void anOperatorThatDoesNotAnswerIsNamed() throws Exception {
        var nobody = new Installation(client, URI.create("http://127.0.0.1:1"), List.of());
        assertEquals(
                "http://127.0.0.1:1/readyz does not answer (java.net.ConnectException); look at the operator's pod",
                nobody.look().getFirst().problem());
    }

    @Test
    void theFieldsOfANewerReleaseThatTheDefinitionLacksAreNamed() throws Exception {
        var older = schema();
        remove(older, "/properties/spec/properties/alerting", "receivers");
        remove(older, "/properties/status/properties/conditions/items", "reason");
        answers.put(Definition.PUBLISHED, new Answer(200, published(older).toString()));
        assertEquals(
                "the cluster's definition lacks spec.alerting.receivers, status.conditions[].reason; upgrade the chart"
                        + " inference-gateway-crds",
                problems().get(1));
    }

    private static void remove(JsonNode schema, String at, String field) {
        ((ObjectNode) schema.at(at + "/properties")).remove(field);
    }

    @Test
    void aMissingDefinitionIsSaid() throws Exception {
        answers.remove(Definition.PUBLISHED);
        assertEquals(
                "the cluster has no InferenceGateway; install the chart inference-gateway-crds",
                problems().get(1));
    }

    @Test
    void gatewaysAreListedWhereTheOperatorMay() throws Exception {
        String inA = "/apis/inferencegateway.io/v1alpha1/namespaces/a/inferencegateways";
        answers.put(inA, answers.remove(GATEWAYS));
        assertEquals(List.of("", "", ""), problems("a"));
        answers.put(inA, new Answer(403, "{\"kind\":\"Status\",\"message\":\"no rights\",\"code\":403}"));
        var problem = problems("a").get(2);
        assertTrue(problem.startsWith("the API server says: ") && problem.contains("no rights"), problem);
    }
}
