package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import java.util.List;
import java.util.TreeSet;
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
    void whatAPodReadsIsWhereItsSettingsSayAndNothingElseIsMounted() {
        var pod = ModelDeployment.of(Golden.gateway("secured"), SETTINGS)
                .getSpec()
                .getTemplate()
                .getSpec();
        var container = pod.getContainers().getFirst();
        var mounted = new TreeSet<String>();
        for (var mount : container.getVolumeMounts()) {
            var volume = pod.getVolumes().stream()
                    .filter(candidate -> candidate.getName().equals(mount.getName()))
                    .findFirst()
                    .orElseThrow();
            assertNull(mount.getSubPath(), "the kubelet never updates a subPath");
            var items = volume.getSecret() != null
                    ? volume.getSecret().getItems()
                    : volume.getConfigMap() != null ? volume.getConfigMap().getItems() : List.<KeyToPath>of();
            items.forEach(item -> mounted.add(mount.getMountPath() + "/" + item.getPath()));
        }
        var told = container.getEnv().stream()
                .map(EnvVar::getValue)
                .filter(value -> value.startsWith("/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(5, told.size(), told.toString());
        assertEquals(told, mounted);
    }

    @Test
    void withTlsTheApiPortSaysSoAndTheManagementPortStaysPlain() {
        var gateway = Golden.gateway("secured");
        assertEquals("https://secured.vision.svc:8000", Names.url(gateway));
        var ports = ModelService.of(gateway).getSpec().getPorts();
        assertEquals("https", ports.get(0).getAppProtocol());
        assertNull(ports.get(1).getAppProtocol());
        assertNull(ModelService.of(Golden.gateway("minimal"))
                .getSpec()
                .getPorts()
                .getFirst()
                .getAppProtocol());
    }

    @Test
    void monitoringObjectsAreDesiredOnlyWhereTheirKindsAreServedAndWanted() {
        var gateway = Golden.gateway("minimal");
        assertEquals(6, desired(gateway).size());
        assertEquals(
                5,
                Desired.of(gateway, new Capabilities(true, false, false, false, false, false, true, true), SETTINGS)
                        .size());
        assertEquals(4, Desired.of(gateway, Capabilities.NONE, SETTINGS).size());
        assertEquals(4, desired(Golden.gateway("unmonitored")).size());
        assertEquals(8, desired(Golden.gateway("watched")).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slo: {availability: {target: 99.9}}
            slo: {window: 30d}
            alerting: {enabled: false}
            alerting: {minBadEvents: 99, labels: {team: vision}}
            observability: {metrics: {serviceMonitor: {interval: 30s}}}
            observability: {metrics: {serviceMonitor: {enabled: never}}}
            networkPolicy: {enabled: false}
            expose: {gatewayRef: {name: public}}
            runtime: {upgradePolicy: Auto}
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
            overload: {admission: Observe}
            overload: {admission: Disabled}
            device: cuda
                        expose: {tls: {secretName: pair}}
            expose: {apiKeys: {secretName: clients}}
            expose: {connections: {max: 7}}
            expose: {connections: {readTimeout: 7s}}
            expose: {connections: {idleTimeout: 7s}}
            runtime: {image: other}
            podTemplate: {labels: {team: vision}}
            podTemplate: {annotations: {team: vision}}
            podTemplate: {nodeSelector: {pool: gpu}}
            podTemplate: {tolerations: [{key: pool, operator: Exists}]}
            podTemplate: {affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}}
            podTemplate: {topologySpreadConstraints: [{maxSkew: 2, topologyKey: rack, whenUnsatisfiable: DoNotSchedule}]}
            podTemplate: {priorityClassName: high}
            podTemplate: {serviceAccountName: mine}
            podTemplate: {runtimeClassName: nvidia}
            podTemplate: {env: [{name: WORKERS, value: "2"}]}
            podTemplate: {volumes: [{name: models, mountPath: /models, persistentVolumeClaimName: models}]}
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
            expose: {connections: {readTimeout: 1h}}        | READ_TIMEOUT_MS
            expose: {connections: {idleTimeout: 1ms}}       | IDLE_TIMEOUT_MS
            slo: {latency: {threshold: 2h}}                 | SLO_P99_LATENCY_MS
            podTemplate: {env: [{name: model_uri}]}         | model_uri
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
