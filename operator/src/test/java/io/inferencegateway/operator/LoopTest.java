package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.Ownership;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.prometheus.FakePrometheus;
import io.inferencegateway.operator.status.PodAnswer;
import io.inferencegateway.operator.status.Stacks;
import io.inferencegateway.operator.status.StatusOf;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The whole operator against an API server in memory.
class LoopTest {
    private static final String NAMESPACE = "vision";
    private static final String NAME = "resnet";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger reconciliations = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile PodAnswer answer = new PodAnswer.Silent();
    private volatile Duration ahead = Duration.ZERO;
    private PrometheusSettings prometheus = PrometheusSettings.fromEnv(Map.of());
    private MockCluster cluster;
    private OperatorProcess operator;

    private void start(boolean prometheusOperator, Desired desired) throws IOException {
        start(prometheusOperator, desired, Map.of());
    }

    private void start(boolean prometheusOperator, Desired desired, Map<String, String> env) throws IOException {
        cluster = new MockCluster(prometheusOperator);
        cluster.client().resource(Stacks.prometheus("k8s", Stacks.ALL)).create();
        run(desired, env);
    }

    private void run(Desired desired, Map<String, String> env) throws IOException {
        var defaults = OperatorSettings.fromEnv(env);
        var settings = new OperatorSettings(
                defaults.runtimeImageCpu(),
                defaults.runtimeImageCuda(),
                defaults.watchNamespaces(),
                defaults.leaderElection(),
                defaults.namespace(),
                defaults.podName(),
                0,
                defaults.runbookUrl(),
                defaults.sloTestTimeDivisor(),
                prometheus);
        operator = OperatorProcess.start(
                cluster.client(),
                settings,
                counted(desired),
                () -> Instant.now().plus(ahead),
                address -> {
                    questions.incrementAndGet();
                    return answer;
                });
    }

    private Desired counted(Desired desired) {
        return (gateway, capabilities, settings) -> {
            reconciliations.incrementAndGet();
            return desired.resources(gateway, capabilities, settings);
        };
    }

    @AfterEach
    void stop() {
        operator.close();
        cluster.close();
    }

    // --- what a test says about the cluster

    private <R extends HasMetadata> Resource<R> at(Class<R> kind) {
        return cluster.client().resources(kind).inNamespace(NAMESPACE).withName(NAME);
    }

    private void create(String spec) {
        cluster.client().resource(gateway(spec)).create();
    }

    private static InferenceGateway gateway(String spec) {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName(NAME);
        gateway.getMetadata().setNamespace(NAMESPACE);
        gateway.setSpec(spec(spec));
        return gateway;
    }

    private void change(String spec) {
        at(InferenceGateway.class).edit(gateway -> {
            gateway.setSpec(spec(spec));
            return gateway;
        });
    }

    private static InferenceGatewaySpec spec(String more) {
        return Serialization.unmarshal(
                "model: {storageUri: \"builtin://efficientnet-lite0\"}\n" + more, InferenceGatewaySpec.class);
    }

    private Optional<Condition> condition(ConditionType type) {
        return StatusOf.condition(StatusOf.previous(at(InferenceGateway.class).get()), type);
    }

    private void awaitCondition(ConditionType type, String status, String reason) {
        await().atMost(PATIENCE).until(() -> condition(type)
                .filter(found ->
                        found.getStatus().equals(status) && found.getReason().equals(reason))
                .isPresent());
    }

    /// Waits for what docs/reference/states.md says of a state.
    private void awaitState(String name) {
        var state = States.named(name);
        await().alias(name)
                .atMost(PATIENCE)
                .until(() -> state.isSaidBy(
                        StatusOf.previous(at(InferenceGateway.class).get()).conditions()));
    }

    private <R extends HasMetadata> void awaitOwned(Class<R> kind) {
        await().atMost(PATIENCE).until(() -> Optional.ofNullable(at(kind).get())
                .filter(object -> Ownership.owns(at(InferenceGateway.class).get(), object))
                .isPresent());
    }

    /// What the Deployment controller and the kubelet would do.
    private void podsBecomeReady(int replicas) {
        cluster.client().resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: resnet-1
                          namespace: vision
                          labels: {inferencegateway.io/name: resnet, app.kubernetes.io/managed-by: inference-gateway-operator}
                        status:
                          phase: Running
                          podIP: 10.0.0.1
                          conditions: [{type: Ready, status: "True"}]
                        """, Pod.class)).create();
        at(Deployment.class).editStatus(deployment -> {
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .build());
            return deployment;
        });
    }

    private void serve(boolean prometheusOperator, Desired desired) throws IOException {
        start(prometheusOperator, desired);
        create("");
        awaitOwned(Deployment.class);
        answer = new PodAnswer.Loaded("1.0", "sha256:abc");
        podsBecomeReady(1);
        awaitCondition(ConditionType.READY, "True", "Ready");
    }

    /// Waits until the operator has written nothing for two seconds: what it was still about to do is done.
    private void awaitSilence() throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        int seen = -1;
        while (seen != cluster.writes().size() && Instant.now().isBefore(deadline)) {
            seen = cluster.writes().size();
            Thread.sleep(2000);
        }
    }

    /// Writes of the operator during the seconds after it has looked at an annotation that is nobody's business.
    private List<String> writesAfterATouch() throws InterruptedException {
        int before = cluster.writes().size();
        int looks = reconciliations.get();
        touch();
        await().atMost(PATIENCE).until(() -> reconciliations.get() > looks);
        Thread.sleep(2000);
        var writes = cluster.writes();
        // The touch itself is ours; the operator writes a gateway's status only.
        return writes.subList(before, writes.size()).stream()
                .filter(write -> !write.endsWith("/inferencegateways/" + NAME))
                .toList();
    }

    private void touch() {
        at(InferenceGateway.class).edit(gateway -> {
            gateway.getMetadata()
                    .getAnnotations()
                    .put("touched", UUID.randomUUID().toString());
            return gateway;
        });
    }

    // --- tests

    @Test
    void aGatewayBecomesEverythingItShouldOwnAndServes() throws Exception {
        serve(true, Desired.STANDARD);
        awaitOwned(ServiceAccount.class);
        awaitOwned(Service.class);
        awaitOwned(ServiceMonitor.class);
        awaitOwned(PrometheusRule.class);
        await().atMost(PATIENCE).until(() -> "1.0"
                .equals(at(InferenceGateway.class).get().getStatus().model().version()));
        var status = at(InferenceGateway.class).get().getStatus();
        assertEquals("sha256:abc", status.model().digest());
        assertEquals("http://resnet.vision.svc:8000", status.url());
        assertEquals(1, status.readyReplicas());
        assertEquals(1L, status.observedGeneration());
        awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        assertTrue(condition(ConditionType.RECONCILING).isEmpty());
        awaitState("serves");
    }

    @Test
    void aHealthyGatewayIsReconciledWithoutAWriteOrAQuestion() throws Exception {
        serve(true, Desired.STANDARD);
        awaitSilence();
        int asked = questions.get();
        assertEquals(List.of(), writesAfterATouch());
        assertEquals(asked, questions.get());
    }

    @Test
    void theSilenceWouldBeBrokenByADesiredStateThatIsNeverTheSame() throws Exception {
        Desired mutant = (gateway, capabilities, settings) -> {
            var resources = Desired.of(gateway, capabilities, settings);
            resources
                    .getFirst()
                    .getMetadata()
                    .getLabels()
                    .put("random", UUID.randomUUID().toString());
            return resources;
        };
        serve(true, mutant);
        assertFalse(writesAfterATouch().isEmpty());
    }

    @Test
    void driftIsRepaired() throws Exception {
        serve(true, Desired.STANDARD);
        at(Deployment.class).edit(deployment -> {
            deployment.getSpec().setReplicas(9);
            deployment
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .setImage("other");
            return deployment;
        });
        at(Service.class).delete();
        awaitOwned(Service.class);
        await().atMost(PATIENCE)
                .until(() -> at(Deployment.class).get().getSpec().getReplicas() == 1
                        && at(Deployment.class)
                                .get()
                                .getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage()
                                .endsWith("-cpu"));
    }

    @Test
    void anObjectOfSomebodyElseIsNeverTakenOver() throws Exception {
        start(true, Desired.STANDARD);
        var foreign = new ServiceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .addNewOwnerReference()
                .withApiVersion("example.org/v1")
                .withKind("Shop")
                .withName("books")
                .withUid("7")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("app", "shop"))
                .endSpec()
                .build();
        var created = cluster.client().resource(foreign).create();
        create("");
        awaitCondition(ConditionType.ACCEPTED, "False", "NameConflict");
        assertTrue(condition(ConditionType.ACCEPTED).orElseThrow().getMessage().contains("Shop books"));
        awaitCondition(ConditionType.STALLED, "True", "NameConflict");
        awaitState("name taken by a stranger");
        assertEquals(created, at(Service.class).get());
        assertNull(at(Deployment.class).get());

        // When it is gone, the gateway gets its own; nothing tells the operator, so it looks again by itself.
        at(Service.class).delete();
        awaitOwned(Deployment.class);
        awaitOwned(Service.class);
        awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    @Test
    void withoutThePrometheusOperatorAGatewayServesAndSaysWhatIsMissing() throws Exception {
        serve(false, Desired.STANDARD);
        awaitState("monitoring CRDs absent");
        assertNull(at(ServiceMonitor.class).get());
    }

    @Test
    void thePrometheusOperatorMayComeAndGo() throws Exception {
        serve(false, Desired.STANDARD);
        awaitCondition(ConditionType.MONITORING_READY, "False", "CRDMissing");

        cluster.prometheusOperator(true);
        ahead = Duration.ofMinutes(2);
        touch();
        awaitOwned(ServiceMonitor.class);
        awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        at(ServiceMonitor.class).delete();
        awaitOwned(ServiceMonitor.class);

        cluster.prometheusOperator(false);
        ahead = Duration.ofMinutes(4);
        touch();
        awaitCondition(ConditionType.MONITORING_READY, "False", "CRDMissing");
        awaitCondition(ConditionType.READY, "True", "Ready");
    }

    @Test
    void aPrometheusThatStopsSelectingIsNoticedWithoutPolling() throws Exception {
        serve(true, Desired.STANDARD);
        awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        prometheusSelects(Map.of("release", "prom"));
        awaitCondition(ConditionType.MONITORING_READY, "False", "NotSelected");
        assertTrue(condition(ConditionType.MONITORING_READY)
                .orElseThrow()
                .getMessage()
                .contains("release=prom"));
        change("observability: {metrics: {serviceMonitor: {labels: {release: prom}}}}");
        awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        awaitCondition(ConditionType.READY, "True", "Ready");
    }

    private void prometheusSelects(Map<String, String> labels) {
        cluster.client()
                .resources(Prometheus.class)
                .inNamespace("monitoring")
                .withName("k8s")
                .edit(prometheus -> {
                    prometheus.getMetadata().setGeneration(2L);
                    prometheus.getSpec().getServiceMonitorSelector().setMatchLabels(labels);
                    return prometheus;
                });
    }

    @Test
    void aPrometheusThatMayNotDiscoverIsAskedAgain() throws Exception {
        start(true, Desired.STANDARD);
        cluster.prometheusMayDiscover(false);
        create("");
        awaitCondition(ConditionType.MONITORING_READY, "False", "NotAllowed");
        cluster.prometheusMayDiscover(true);
        ahead = Duration.ofMinutes(2);
        touch();
        awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
    }

    @Test
    void receiversAndProbesComeWithTheirKindsAndGoWithTheSpec() throws Exception {
        serve(false, Desired.STANDARD);
        change("""
                alerting: {receivers: {pager: {type: webhook, secret: {name: hooks, key: url}}}}
                observability: {metrics: {probe: {prober: "blackbox:9115"}}}
                """);
        awaitCondition(ConditionType.MONITORING_READY, "False", "CRDMissing");
        cluster.prometheusOperator(true);
        ahead = Duration.ofMinutes(2);
        touch();
        awaitOwned(Probe.class);
        awaitOwned(AlertmanagerConfig.class);
        change("");
        await().atMost(PATIENCE)
                .until(() -> at(Probe.class).get() == null
                        && at(AlertmanagerConfig.class).get() == null);
    }

    @Test
    void scalingAGatewayScalesItsDeployment() throws Exception {
        serve(true, Desired.STANDARD);
        change("replicas: 4");
        await().atMost(PATIENCE)
                .until(() -> at(Deployment.class).get().getSpec().getReplicas() == 4);
        awaitCondition(ConditionType.READY, "False", "Progressing");
        awaitState("pods on their way");
        await().atMost(PATIENCE)
                .until(() -> at(InferenceGateway.class).get().getStatus().observedGeneration() == 2);
    }

    @Test
    void monitoringThatIsSwitchedOffIsPruned() throws Exception {
        serve(true, Desired.STANDARD);
        awaitOwned(ServiceMonitor.class);
        change("observability: {metrics: {serviceMonitor: {enabled: never}}}");
        await().atMost(PATIENCE)
                .until(() -> at(ServiceMonitor.class).get() == null
                        && at(PrometheusRule.class).get() == null);
        awaitCondition(ConditionType.MONITORING_READY, "Unknown", "Disabled");
        assertNotNull(at(Deployment.class).get());
    }

    @Test
    void anInvalidSpecKeepsTheLastGoodObjects() throws Exception {
        serve(true, Desired.STANDARD);
        change("replicas: 7\noverload: {timeout: soon}");
        awaitCondition(ConditionType.ACCEPTED, "False", "InvalidSpec");
        awaitState("bad spec over a good one");
        awaitCondition(ConditionType.AVAILABLE, "True", "Available");
        assertEquals(1, at(Deployment.class).get().getSpec().getReplicas());
        await().atMost(PATIENCE).until(() -> news().equals(List.of("NotAccepted x1")));
    }

    @Test
    void whatTheSpecNamesMustBeThereFirstAndIsLookedForAgain() throws Exception {
        start(true, Desired.STANDARD);
        create("expose: {tls: {secretName: pair}}");
        awaitCondition(ConditionType.ACCEPTED, "False", "ReferenceNotFound");
        awaitCondition(ConditionType.STALLED, "True", "ReferenceNotFound");
        awaitState("missing Secret");
        assertNull(at(Deployment.class).get());

        cluster.client().resource(secret("tls.crt")).create();
        await().atMost(PATIENCE).until(() -> condition(ConditionType.ACCEPTED)
                .orElseThrow()
                .getMessage()
                .contains("needs tls.key in the Secret pair"));
        assertNull(at(Deployment.class).get());

        cluster.client().resource(secret("tls.crt", "tls.key")).update();
        awaitOwned(Deployment.class);
        awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
        assertEquals(
                "https://resnet.vision.svc:8000",
                at(InferenceGateway.class).get().getStatus().url());

        // Rotated: the pod reads it by itself.
        awaitSilence();
        var rotated = secret("tls.crt", "tls.key");
        rotated.getData().replaceAll((key, value) -> "BBBB");
        cluster.client().resource(rotated).update();
        assertEquals(
                List.of(),
                writesAfterATouch().stream()
                        .filter(write -> !write.contains("/secrets/"))
                        .toList());
    }

    @Test
    void aPictureInAConfigMapCountsAsAKey() throws Exception {
        start(true, Desired.STANDARD);
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("golden")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .addToBinaryData("image", "AAAA")
                        .build())
                .create();
        var gateway = gateway("");
        gateway.setSpec(Serialization.unmarshal("""
                model:
                  storageUri: builtin://efficientnet-lite0
                  warmup: {sample: {configMapName: golden, expectClass: 285}}
                """, InferenceGatewaySpec.class));
        cluster.client().resource(gateway).create();
        awaitOwned(Deployment.class);
        awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    @Test
    void anOperatorThatMayNotReadSecretsLeavesItToTheKubelet() throws Exception {
        start(true, Desired.STANDARD);
        cluster.hide("/secrets/pair");
        create("expose: {tls: {secretName: pair}}");
        awaitOwned(Deployment.class);
        awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    private static Secret secret(String... keys) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName("pair")
                .withNamespace(NAMESPACE)
                .endMetadata();
        for (var key : keys) {
            secret.addToData(key, "AAAA");
        }
        return secret.build();
    }

    @Test
    void aRefusalOfTheApiServerIsShownInItsWordsAndRetried() throws Exception {
        start(true, Desired.STANDARD);
        cluster.refuse("/deployments/" + NAME, 403, "exceeded quota: compute");
        create("");
        awaitState("object refused by a quota");
        assertTrue(condition(ConditionType.READY).orElseThrow().getMessage().contains("exceeded quota: compute"));
        awaitOwned(Service.class);
        cluster.refuseNothing();
        awaitOwned(Deployment.class);
        await().atMost(PATIENCE).until(() -> condition(ConditionType.STALLED).isEmpty());
    }

    // --- the error budget

    private FakePrometheus prometheus() throws IOException {
        var fake = new FakePrometheus();
        prometheus = new PrometheusSettings(
                Optional.of(fake.url()),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Optional.empty(),
                Optional.empty());
        return fake;
    }

    /// Lets Prometheus say that so much of every objective's budget is left, and waits until it was asked again.
    private void budgetLeft(FakePrometheus fake, double remaining) {
        awaitCondition(
                ConditionType.ACCEPTED,
                "True",
                condition(ConditionType.ACCEPTED).map(Condition::getReason).orElse("Accepted"));
        fake.samples(at(InferenceGateway.class).get().getStatus().slos().stream()
                .flatMap(slo -> Stream.of(FakePrometheus.objective(
                        NAMESPACE, NAME, slo.name(), Double.parseDouble(slo.target()), remaining, 0.5)))
                .toArray(String[]::new));
        awaitQueries(fake, 2);
    }

    private static void awaitQueries(FakePrometheus fake, int more) {
        int asked = fake.queries().size();
        await().atMost(PATIENCE).until(() -> fake.queries().size() >= asked + more);
    }

    private void awaitBudget(String text) {
        await().atMost(PATIENCE).until(() -> Optional.ofNullable(
                        at(InferenceGateway.class).get().getStatus())
                .map(InferenceGatewayStatus::summary)
                .filter(summary -> text.equals(summary.budget()))
                .isPresent());
    }

    private long statusWrites() {
        return cluster.writes().stream()
                .filter(write -> write.endsWith("/inferencegateways/" + NAME + "/status"))
                .count();
    }

    /// `reason xTimes` of the Events of the gateway.
    private List<String> news() {
        return cluster.client().events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(NAME))
                .map(event -> event.getReason() + " x"
                        + (event.getSeries() == null ? 1 : event.getSeries().getCount()))
                .sorted()
                .toList();
    }

    private String modelOfTheDeployment() {
        return at(Deployment.class).get().getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals("MODEL_URI"))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    @Test
    void theBudgetReachesTheStatusAndIsWrittenOnlyWhenItsRoundedFiguresChange() throws Exception {
        try (var fake = prometheus()) {
            serve(true, Desired.STANDARD);
            budgetLeft(fake, 0.8201);
            awaitBudget("82%");
            awaitCondition(ConditionType.SLO_MET, "True", "Met");
            var slo = at(InferenceGateway.class).get().getStatus().slos().getFirst();
            assertEquals("99.91", slo.sli());
            assertEquals("0.82", slo.errorBudgetRemaining());
            assertEquals("0.4", slo.burnRate());
            assertEquals("0.5", slo.windowCoverage());

            awaitSilence();
            long before = statusWrites();
            budgetLeft(fake, 0.8209);
            awaitQueries(fake, 10);
            assertEquals(before, statusWrites());

            budgetLeft(fake, 0.7999);
            awaitBudget("79%");
            awaitQueries(fake, 10);
            assertEquals(before + 1, statusWrites());
        }
    }

    @Test
    void aPrometheusThatHangsStopsNoReconciliationAndIsNamed() throws Exception {
        try (var fake = prometheus()) {
            fake.hang();
            prometheus = new PrometheusSettings(
                    prometheus.url(),
                    Duration.ofMillis(500),
                    Duration.ofMillis(100),
                    Optional.empty(),
                    Optional.empty());
            serve(true, Desired.STANDARD);
            awaitCondition(ConditionType.SLO_MET, "Unknown", "PrometheusUnavailable");
            assertTrue(
                    condition(ConditionType.SLO_MET).orElseThrow().getMessage().contains("no complete answer"));
            change("replicas: 4");
            await().atMost(PATIENCE)
                    .until(() -> at(Deployment.class).get().getSpec().getReplicas() == 4);

            budgetLeft(fake, 0.9);
            awaitCondition(ConditionType.SLO_MET, "True", "Met");
        }
    }

    @Test
    void withTooLittleBudgetAChangedModelWaitsUntilSomebodyOverridesIt() throws Exception {
        String policy = "slo: {errorBudgetPolicy: {freezeBelow: 25}}\n";
        try (var fake = prometheus()) {
            serve(true, Desired.STANDARD);
            change(policy);
            budgetLeft(fake, 0.6);
            awaitBudget("60%");
            budgetLeft(fake, 0.2);
            awaitBudget("20%");
            await().atMost(PATIENCE).until(() -> news().size() == 2);

            at(InferenceGateway.class).edit(gateway -> {
                gateway.setSpec(Serialization.unmarshal(
                        "model: {storageUri: \"file:///models/next\"}\nreplicas: 3\n" + policy,
                        InferenceGatewaySpec.class));
                return gateway;
            });
            awaitCondition(ConditionType.ACCEPTED, "True", "RolloutFrozen");
            await().atMost(PATIENCE)
                    .until(() -> at(Deployment.class).get().getSpec().getReplicas() == 3);
            // The default model, which no variable names.
            assertEquals("", modelOfTheDeployment());
            awaitQueries(fake, 10);
            assertEquals(List.of("ErrorBudgetTierChanged x1", "ErrorBudgetTierChanged x1", "RolloutFrozen x1"), news());
            assertEquals(List.of(), writesAfterATouch());

            at(InferenceGateway.class).edit(gateway -> {
                gateway.getMetadata().getAnnotations().put("inferencegateway.io/override-freeze", "INC-7");
                return gateway;
            });
            await().atMost(PATIENCE).until(() -> modelOfTheDeployment().equals("file:///models/next"));
            awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
            await().atMost(PATIENCE).until(() -> news().contains("RolloutReleased x1"));
            assertEquals(
                    "INC-7",
                    at(InferenceGateway.class)
                            .get()
                            .getStatus()
                            .errorBudgetPolicy()
                            .overriddenBy());
        }
    }

    @Test
    void theManagementPortCountsTheQueries() throws Exception {
        try (var fake = prometheus()) {
            serve(true, Desired.STANDARD);
            budgetLeft(fake, 0.9);
            fake.answer(500, "");
            awaitQueries(fake, 2);
            var metrics = get("/metrics").body();
            assertTrue(metrics.contains("igw_prometheus_query_seconds_count"), metrics);
            assertTrue(metrics.contains("igw_prometheus_query_errors_total{reason=\"failed\"}"), metrics);
            assertTrue(metrics.contains("igw_prometheus_answer_age_seconds"), metrics);
        }
    }

    @Test
    void theManagementPortSaysThatItIsReadyAndCountsReconciliations() throws Exception {
        serve(true, Desired.STANDARD);
        assertEquals(200, get("/livez").statusCode());
        assertEquals(200, get("/readyz").statusCode());
        var metrics = get("/metrics").body();
        assertTrue(metrics.contains("operator_sdk_reconciliations_success"), metrics);
        assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
        assertEquals(404, get("/metrics/more").statusCode());
    }

    private HttpResponse<String> get(String path) throws Exception {
        var uri = URI.create("http://localhost:" + operator.managementPort() + path);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void withLeaderElectionTheLeaderHoldsALeaseAndActs() throws Exception {
        start(true, Desired.STANDARD, Map.of("LEADER_ELECTION", "true", "POD_NAMESPACE", NAMESPACE));
        create("");
        awaitOwned(Deployment.class);
        assertNotNull(cluster.client()
                .leases()
                .inNamespace(NAMESPACE)
                .withName("inference-gateway-operator")
                .get());
    }
}
