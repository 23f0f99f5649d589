package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DesiredTest {
    private static final OperatorSettings SETTINGS = OperatorSettings.defaults();

    static List<String> gateways() {
        return Golden.gateways();
    }

    private static List<HasMetadata> desired(InferenceGateway gateway) {
        return Desired.of(gateway, Capabilities.ALL, SETTINGS);
    }

    private static String yaml(List<HasMetadata> resources) {
        return resources.stream().map(Serialization::asYaml).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void theManifestsOfAGatewayAreTheCommittedOnes(String name) {
        // The rules have golden files of their own.
        var manifests = desired(Golden.gateway(name)).stream()
                .filter(resource -> !resource.getKind().equals("PrometheusRule"))
                .toList();
        Golden.check("desired", name, yaml(manifests));
    }

    @Test
    void everyGoldenFileHasAGateway() {
        Golden.checkThatNoOtherFileIsIn("desired", Golden.gateways());
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void theSameGatewayGivesTheSameBytes(String name) {
        assertEquals(yaml(desired(Golden.gateway(name))), yaml(desired(Golden.gateway(name))));
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void everyObjectIsNamedLabelledAndOwned(String name) {
        var gateway = Golden.gateway(name);
        for (var resource : desired(gateway)) {
            assertEquals(name, resource.getMetadata().getName());
            assertEquals(
                    gateway.getMetadata().getNamespace(), resource.getMetadata().getNamespace());
            assertTrue(resource.getMetadata()
                    .getLabels()
                    .entrySet()
                    .containsAll(Labels.of(gateway).entrySet()));
            boolean created = gateway.getMetadata().getUid() != null;
            assertEquals(created, Ownership.owns(gateway, resource));
        }
    }

    @Test
    void monitoringObjectsAreDesiredOnlyWhereTheirKindsAreServedAndWanted() {
        var gateway = Golden.gateway("minimal");
        assertEquals(5, desired(gateway).size());
        assertEquals(
                4,
                Desired.of(gateway, new Capabilities(true, false, false, false, false, false), SETTINGS)
                        .size());
        assertEquals(3, Desired.of(gateway, Capabilities.NONE, SETTINGS).size());
        assertEquals(3, desired(Golden.gateway("unmonitored")).size());
        assertEquals(7, desired(Golden.gateway("watched")).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slo: {availability: {target: 99.9}}
            slo: {window: 30d}
            alerting: {enabled: false}
            alerting: {minBadEvents: 99, labels: {team: vision}}
            observability: {metrics: {serviceMonitor: {interval: 30s}}}
            observability: {metrics: {serviceMonitor: {enabled: never}}}
            """)
    void whatOnlyPrometheusNeedsNeverRestartsAPod(String spec) {
        assertEquals(deployment(""), deployment(spec));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slo: {latency: {threshold: 400ms}}
            slo: {inferenceLatency: {threshold: 100ms}}
            slo: {confidence: {threshold: 0.5}}
            overload: {timeout: 2s}
            device: cuda
            runtime: {image: other}
            """)
    void whatAPodMustKnowReachesIt(String spec) {
        assertNotEquals(deployment(""), deployment(spec));
    }

    private static Deployment deployment(String spec) {
        var gateway = Serialization.unmarshal("""
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: a, namespace: b, uid: c}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  %s
                """.formatted(spec), InferenceGateway.class);
        return ModelDeployment.of(gateway, SETTINGS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overload: {maxRequestSize: 2Gi}                 | MAX_REQUEST_BYTES
            overload: {timeout: soon}                       | 'soon'
            slo: {latency: {threshold: 2h}}                 | SLO_P99_LATENCY_MS
            """)
    void aSpecThatTheSchemaLetThroughIsStillChecked(String spec, String word) {
        var gateway = Golden.gateway("minimal");
        gateway.setSpec(Serialization.unmarshal(
                "model: {storageUri: \"builtin://efficientnet-lite0\"}\n" + spec,
                io.inferencegateway.contract.InferenceGatewaySpec.class));
        var problems = SpecProblems.of(gateway);
        assertTrue(problems.toString().contains(word), problems.toString());
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void theGoldenGatewaysHaveNoProblems(String name) {
        assertEquals(List.of(), SpecProblems.of(Golden.gateway(name)));
    }
}
