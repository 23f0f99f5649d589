package io.inferencegateway.operator.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.contract.InferenceGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// An operator in its cluster, looked at from the outside: `igw check` asks it and the API server.
public final class Installation {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final URI operator;
    private final List<String> namespaces;

    /// One thing that was looked at.
    ///
    /// @param problem what is wrong and what to do about it; empty when it is as it should be
    public record Finding(String what, String problem) {
        public boolean good() {
            return problem.isEmpty();
        }
    }

    /// @param operator address of its management port, such as `http://inference-gateway-metrics:8080`
    /// @param namespaces whose gateways it must be able to list; empty: those of all
    public Installation(KubernetesClient client, URI operator, List<String> namespaces) {
        this.client = client;
        this.operator = operator;
        this.namespaces = List.copyOf(namespaces);
    }

    /// Looks once; never throws for what is wrong with the installation.
    public List<Finding> look() throws InterruptedException {
        return List.of(
                new Finding("the operator is ready", readyz()),
                new Finding("the API server serves every field of this release", definition()),
                new Finding("gateways can be listed", list()));
    }

    private String readyz() throws InterruptedException {
        var uri = operator.resolve("/readyz");
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? ""
                    : "%s answers %d: %s; look at the operator's log"
                            .formatted(uri, answer.statusCode(), answer.body().strip());
        } catch (IOException failed) {
            return "%s does not answer (%s); look at the operator's pod".formatted(uri, failed);
        }
    }

    private String definition() {
        try {
            String openApi = client.raw(Definition.PUBLISHED);
            if (openApi == null) { // 404
                return "the cluster has no InferenceGateway; install the chart inference-gateway-crds";
            }
            var missing = Definition.packaged().missingFrom(JSON.readTree(openApi));
            return missing.isEmpty()
                    ? ""
                    : "the cluster's definition lacks %s; upgrade the chart inference-gateway-crds"
                            .formatted(String.join(", ", missing));
        } catch (KubernetesClientException failed) {
            return said(failed);
        } catch (JsonProcessingException failed) {
            return "the API server's OpenAPI document cannot be read: " + failed.getOriginalMessage();
        }
    }

    private String list() {
        var first = new ListOptionsBuilder().withLimit(1L).build();
        var gateways = client.resources(InferenceGateway.class);
        try {
            if (namespaces.isEmpty()) {
                gateways.inAnyNamespace().list(first);
            }
            namespaces.forEach(namespace -> gateways.inNamespace(namespace).list(first));
            return "";
        } catch (KubernetesClientException failed) {
            return said(failed);
        }
    }

    private static String said(KubernetesClientException failed) {
        return "the API server says: " + failed.getMessage();
    }
}
