package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.ScaledObject;
import io.inferencegateway.operator.reconcile.OwnedKinds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a gateway owns comes, goes, is repaired and stays its own, on an API server in memory.
class OwnedObjectsTest {
    private static final String KEDA = "keda.sh/v1alpha1";
    private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";
    private static final String EVERYTHING = """
            autoscaling: {maxReplicas: 5, metric: queueDepth, prometheusUrl: "http://prometheus:9090"}
            expose: {gatewayRef: {name: public}}
            observability: {metrics: {probe: {prober: "blackbox-exporter.monitoring.svc:9115"}}}
            alerting: {receivers: {pager: {type: webhook, secret: {name: receivers, key: url}}}}
            """;

    private Loop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new Loop();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void whatIsSwitchedOffIsPruned() {
        loop.create("replicas: 2");
        Stream.of(ServiceAccount.class, Service.class, NetworkPolicy.class, Deployment.class, PodDisruptionBudget.class)
                .forEach(loop::awaitOwned);
        assertNull(loop.at(HorizontalPodAutoscaler.class).get());

        loop.change("replicas: 1\nnetworkPolicy: {enabled: false}\npodTemplate: {serviceAccountName: mine}");
        Stream.of(PodDisruptionBudget.class, NetworkPolicy.class, ServiceAccount.class)
                .forEach(loop::awaitGone);
        loop.awaitState("an optional object switched off");
        assertNotNull(loop.at(Deployment.class).get());
    }

    @Test
    void aKindThatTheClusterLacksIsNamedAndUsedWhenItComes() {
        loop.create(EVERYTHING);
        loop.awaitState("KEDA absent");
        loop.awaitCondition(ConditionType.STALLED, "True", "KindNotServed");
        assertTrue(loop.message(ConditionType.READY).contains("install KEDA"), loop.message(ConditionType.READY));
        loop.awaitOwned(Deployment.class);

        loop.cluster.serve(KEDA, "scaledobjects", "ScaledObject");
        loop.touch(Duration.ofMinutes(2));
        loop.awaitOwned(ScaledObject.class);
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.message(ConditionType.ACCEPTED).contains("install the Gateway API"));

        loop.cluster.serve(GATEWAY_API, "httproutes", "HTTPRoute");
        loop.touch(Duration.ofMinutes(2));
        loop.awaitOwned(HTTPRoute.class);
        loop.awaitState("KEDA and the Gateway API installed later");

        loop.change("");
        loop.awaitGone(ScaledObject.class);
        loop.awaitGone(HTTPRoute.class);
    }

    @Test
    void aKindThatIsRemovedAndRestoredIsUsedAgain() {
        loop.cluster.serve(GATEWAY_API, "httproutes", "HTTPRoute");
        loop.create("expose: {gatewayRef: {name: public}}");
        loop.awaitOwned(HTTPRoute.class);

        loop.at(HTTPRoute.class).delete();
        loop.cluster.dropKind(GATEWAY_API);
        loop.touch(Duration.ofMinutes(2));
        loop.awaitState("the kind of a route removed");

        loop.cluster.serve(GATEWAY_API, "httproutes", "HTTPRoute");
        loop.touch(Duration.ofMinutes(2));
        loop.awaitOwned(HTTPRoute.class);
        loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    @Test
    void anObjectThatSomebodyCreatesBetweenLookAndApplyIsNotTakenOver() {
        var foreign = loop.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(Loop.NAME)
                        .withNamespace(Loop.NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("app", "shop"))
                        .endSpec()
                        .build())
                .create();
        loop.cluster.appearsAfterReads("/services/" + Loop.NAME, 1);
        loop.create("");
        loop.awaitState("name taken between look and apply");
        assertEquals(foreign, loop.at(Service.class).get());
    }

    @Test
    void anObjectThatLostItsLabelsIsStillOurs() {
        loop.create("");
        loop.awaitOwned(Service.class);
        loop.edit(Service.class, service -> service.getMetadata().setLabels(Map.of()));
        await().atMost(Loop.PATIENCE)
                .until(() ->
                        !loop.at(Service.class).get().getMetadata().getLabels().isEmpty());
    }

    @Test
    void everyKindIsRepairedAndKeepsWhatOthersAdd() throws Exception {
        loop.cluster.serve(KEDA, "scaledobjects", "ScaledObject");
        loop.cluster.serve(GATEWAY_API, "httproutes", "HTTPRoute");
        loop.create(EVERYTHING);
        var kinds = Stream.of(
                        ServiceAccount.class,
                        Service.class,
                        NetworkPolicy.class,
                        Deployment.class,
                        PodDisruptionBudget.class,
                        ScaledObject.class,
                        HTTPRoute.class,
                        ServiceMonitor.class,
                        PrometheusRule.class,
                        Probe.class,
                        AlertmanagerConfig.class)
                .toList();
        kinds.forEach(loop::awaitOwned);
        loop.awaitSilence();
        kinds.forEach(this::isRepairedAndKeepsTheAnnotation);

        loop.change("autoscaling: {maxReplicas: 5}");
        loop.awaitOwned(HorizontalPodAutoscaler.class);
        isRepairedAndKeepsTheAnnotation(HorizontalPodAutoscaler.class);

        var tested = Stream.concat(kinds.stream(), Stream.of(HorizontalPodAutoscaler.class))
                .toList();
        loop.awaitState("drift repaired, foreign fields kept");
        assertTrue(tested.containsAll(OwnedKinds.ALWAYS) && tested.containsAll(OwnedKinds.OPTIONAL));
    }

    private <R extends HasMetadata> void isRepairedAndKeepsTheAnnotation(Class<R> kind) {
        loop.edit(kind, object -> {
            object.getMetadata().getLabels().put("app.kubernetes.io/component", "changed");
            object.getMetadata().setAnnotations(Map.of("example.com/note", "mine"));
        });
        await().alias(kind.getSimpleName()).atMost(Loop.PATIENCE).until(() -> "inference-pod"
                .equals(loop.at(kind).get().getMetadata().getLabels().get("app.kubernetes.io/component")));
        assertEquals("mine", loop.at(kind).get().getMetadata().getAnnotations().get("example.com/note"));
    }

    @Test
    void anOperatorUpgradeRestartsNothingUntilItIsAskedTo() throws Exception {
        loop.create("");
        loop.awaitOwned(Deployment.class);
        loop.podsBecomeReady();
        loop.awaitSilence();
        var before = loop.at(Deployment.class).get();

        loop.upgrade(Map.of("RUNTIME_IMAGE_CPU", "registry.example/pod:2"));
        loop.awaitState("newer operator");
        assertEquals(before, loop.at(Deployment.class).get());
        var runtime = loop.at(InferenceGateway.class).get().getStatus().runtime();
        assertEquals("registry.example/pod:2", runtime.update());

        loop.change("runtime: {upgradePolicy: Auto}");
        await().atMost(Loop.PATIENCE).until(() -> "registry.example/pod:2".equals(loop.image()));
        // Back to Manual it stays with what it has.
        loop.change("");
        loop.touch(Duration.ZERO);
        assertEquals("registry.example/pod:2", loop.image());
    }

    @Test
    void targetsWindowsAndAlertingReachPrometheusAndNoPod() throws Exception {
        loop.create("");
        loop.awaitOwned(Deployment.class);
        loop.awaitOwned(PrometheusRule.class);
        loop.podsBecomeReady();
        loop.awaitSilence();
        var pods = loop.at(Deployment.class).get();
        for (String spec : List.of(
                "slo: {availability: {target: 99.9}}",
                "slo: {availability: {target: 99.9}, window: 30d}",
                "slo: {availability: {target: 99.9}, window: 30d}\nalerting: {minBadEvents: 77}")) {
            var rules = loop.at(PrometheusRule.class).get();
            loop.change(spec);
            await().atMost(Loop.PATIENCE).until(() -> !rules.getSpec()
                    .equals(loop.at(PrometheusRule.class).get().getSpec()));
        }
        loop.awaitState("targets, windows or alerting changed");
        assertEquals(pods, loop.at(Deployment.class).get());
    }

    @Test
    void whenTheOperatorGoesTheGatewayStays() throws Exception {
        loop.create("replicas: 2");
        loop.awaitOwned(Deployment.class);
        loop.podsBecomeReady();
        loop.awaitSilence();
        int before = loop.cluster.writes().size();
        var deployment = loop.at(Deployment.class).get();
        loop.uninstall();
        assertEquals(List.of(), loop.writesSince(before));
        assertEquals(deployment, loop.at(Deployment.class).get());
        loop.awaitState("operator uninstalled");
        // Nothing waits for an operator that is not there.
        assertEquals(
                List.of(), loop.at(InferenceGateway.class).get().getMetadata().getFinalizers());
    }

    @Test
    void whatThePodTemplateNamesMustBeThereFirst() {
        loop.create("""
                podTemplate:
                  env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: tokens, key: token}}}]
                  volumes: [{name: extra, mountPath: /extra, configMapName: extra}]
                """);
        loop.awaitState("missing Secret of podTemplate.env");
        assertNull(loop.at(Deployment.class).get());
        loop.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("tokens")
                        .withNamespace(Loop.NAMESPACE)
                        .endMetadata()
                        .addToData("token", "AAAA")
                        .build())
                .create();
        loop.nudge();
        loop.awaitState("missing ConfigMap of podTemplate.volumes");
        loop.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("extra")
                        .withNamespace(Loop.NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        loop.nudge();
        loop.awaitOwned(Deployment.class);
    }

    @Test
    void whatAModelComesWithMustBeThereFirst() {
        loop.createWhole("""
                model:
                  storageUri: s3://models/resnet50.onnx
                  credentials: {secretName: reader}
                  cache: {persistentVolumeClaimName: kept}
                """);
        loop.awaitState("missing Secret of a model's source");
        assertNull(loop.at(Deployment.class).get());
        loop.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace(Loop.NAMESPACE)
                        .endMetadata()
                        .addToData("AWS_ACCESS_KEY_ID", "AAAA")
                        .addToData("AWS_SECRET_ACCESS_KEY", "AAAA")
                        .build())
                .create();
        loop.nudge();
        loop.awaitState("missing claim of a model's cache");
        loop.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("kept")
                        .withNamespace(Loop.NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        loop.nudge();
        loop.awaitOwned(Deployment.class);
    }

    @Test
    void aGatewayThatIsBeingDeletedGetsNothingAnew() throws Exception {
        loop.create("");
        loop.awaitOwned(Service.class);
        loop.edit(InferenceGateway.class, gateway -> gateway.getMetadata()
                .setFinalizers(List.of("example.com/foreground")));
        loop.awaitSilence();
        loop.at(InferenceGateway.class).delete();
        loop.at(Service.class).delete();
        int before = loop.cluster.writes().size();
        loop.awaitSilence();
        assertEquals(List.of(), loop.writesSince(before));
        assertNotNull(loop.at(InferenceGateway.class).get().getMetadata().getDeletionTimestamp());
        assertNull(loop.at(Service.class).get());
    }

    @Test
    void whatTheGarbageCollectorTakesIsNotCreatedAgain() throws Exception {
        loop.create("replicas: 2");
        loop.awaitOwned(PodDisruptionBudget.class);
        loop.awaitSilence();
        loop.at(InferenceGateway.class).delete();
        loop.awaitGone(InferenceGateway.class);
        OwnedKinds.ALWAYS.forEach(kind -> loop.at(kind).delete());
        int before = loop.cluster.writes().size();
        loop.awaitSilence();
        assertEquals(List.of(), loop.writesSince(before));
        assertNull(loop.at(Deployment.class).get());
    }
}
