package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.inferencegateway.operator.cli.Igw;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `igw render` prints what the operator sends to the API server, byte by byte. Three things only a cluster gives: the
/// owner reference, the condition that no such object is there yet, and the template that a Deployment remembers.
class RenderedTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String SPEC = """
            model: {storageUri: "builtin://efficientnet-lite0"}
            replicas: 2
            slo:
              availability: {target: 99.9}
              latency: {threshold: 250ms}
            networkPolicy: {enabled: true}
            """;

    @TempDir
    Path folder;

    @Test
    void theSameBytesAreAppliedAndPrinted() throws Exception {
        try (var loop = new Loop()) {
            loop.createWhole(SPEC);
            loop.awaitOwned(Deployment.class);
            loop.awaitSilence();

            assertEquals(rendered(), applied(loop));
        }
    }

    private TreeMap<String, String> applied(Loop loop) {
        var yaml = new TreeMap<String, String>();
        loop.cluster.firstApplied().forEach((path, json) -> {
            if (!path.endsWith("/status")) {
                HasMetadata object = YAML.unmarshal(json);
                assertEquals(
                        List.of("InferenceGateway"),
                        object.getMetadata().getOwnerReferences().stream()
                                .map(owner -> owner.getKind())
                                .toList(),
                        path);
                object.getMetadata().setOwnerReferences(List.of());
                assertEquals("1", object.getMetadata().getResourceVersion(), path);
                object.getMetadata().setResourceVersion(null);
                if (object instanceof Deployment deployment) {
                    forgetTemplate(deployment);
                }
                yaml.put(object.getKind(), YAML.asYaml(object));
            }
        });
        return yaml;
    }

    private static void forgetTemplate(Deployment deployment) {
        var annotations = deployment.getMetadata().getAnnotations();
        assertEquals(Set.of("inferencegateway.io/pod-template"), annotations.keySet());
        assertEquals(
                deployment.getSpec().getTemplate(),
                YAML.unmarshal(annotations.values().iterator().next(), PodTemplateSpec.class));
        deployment.getMetadata().setAnnotations(Map.of());
    }

    private TreeMap<String, String> rendered() throws Exception {
        var file = Files.writeString(
                folder.resolve("gateway.yaml"), """
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: %s, namespace: %s}
                spec:
                """.formatted(Loop.NAME, Loop.NAMESPACE) + SPEC.indent(2));
        var out = new StringWriter();
        var err = new StringWriter();
        assertEquals(0, Igw.run(new PrintWriter(out), new PrintWriter(err), "render", file.toString()), err.toString());
        var yaml = new TreeMap<String, String>();
        for (String document : out.toString().split("(?m)^(?=---$)")) {
            if (!document.isBlank()) {
                HasMetadata object = YAML.unmarshal(document);
                yaml.put(object.getKind(), document);
            }
        }
        assertTrue(yaml.keySet().containsAll(List.of("Deployment", "Service", "PrometheusRule")), yaml.toString());
        return yaml;
    }
}
