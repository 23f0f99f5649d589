package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Reference;
import io.inferencegateway.operator.desired.References;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusOfTest {
    static final Instant NOW = Instant.parse("2026-01-01T10:00:00.5Z");
    private static final Instant LATER = Instant.parse("2026-01-01T11:00:00Z");
    static final Observed SERVING = observed(deployment(2, 2, 2, 2));
    private static final Observed NOTHING = observed(Optional.empty(), null, List.of());

    static InferenceGateway gateway() {
        var gateway = Golden.gateway("minimal");
        gateway.getMetadata().setGeneration(3L);
        return gateway;
    }

    static InferenceGatewayStatus status(InferenceGateway gateway, Observed observed, Instant now) {
        return StatusOf.gateway(gateway, observed, OperatorSettings.defaults(), now);
    }

    /// wanted/total/updated/ready pods, with the controller up to date.
    private static Deployment deployment(int wanted, int total, int updated, int ready, String... conditions) {
        return Serialization.unmarshal(
                """
                kind: Deployment
                apiVersion: apps/v1
                metadata: {generation: 2}
                spec: {replicas: %d}
                status:
                  observedGeneration: 2
                  replicas: %d
                  updatedReplicas: %d
                  readyReplicas: %d
                  conditions: [%s]
                """.formatted(wanted, total, updated, ready, String.join(",", conditions)), Deployment.class);
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal(
                "kind: Pod\napiVersion: v1\nmetadata: {name: p-1, namespace: vision}\nstatus: " + status, Pod.class);
    }

    private static Observed observed(Deployment deployment, PodAnswer answer, List<Pod> pods, Problem... problems) {
        return observed(Optional.of(deployment), answer, pods, problems);
    }

    private static Observed observed(
            Optional<Deployment> deployment, PodAnswer answer, List<Pod> pods, Problem... problems) {
        return new Observed(
                Capabilities.ALL,
                deployment,
                pods,
                Optional.ofNullable(answer),
                Arrays.asList(problems),
                new BudgetAnswer.NotConfigured(),
                Optional.empty(),
                Stacks.SELECTING);
    }

    private static Observed observed(Deployment deployment) {
        return observed(deployment, null, List.of());
    }

    private static final String STUCK = "{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}";
    private static final Problem INVALID = new Problem.InvalidSpec(List.of("overload.timeout is no duration"));
    private static final Reference TLS =
            References.of(Golden.gateway("secured").getSpec()).getFirst();
    private static final Problem MISSING =
            new Problem.MissingReference(TLS, "vision", false, List.of("tls.crt", "tls.key"));
    private static final Problem CONFLICT = new Problem.NameConflict("Service", "minimal", "Shop books");
    private static final Problem REFUSED = new Problem.Refused("Deployment", "minimal", "exceeded quota");
    private static final Problem MONITOR_REFUSED = new Problem.Refused("ServiceMonitor", "minimal", "bad label");
    private static final Pod PULL =
            pod("{containerStatuses: [{ready: false, state: {waiting: {reason: ErrImagePull, message: not found}}}]}");
    private static final Pod CREATING =
            pod("{containerStatuses: [{ready: false, state: {waiting: {reason: ContainerCreating}}}]}");

    static Stream<Arguments> table() {
        return Stream.of(
                row("a gateway before its Deployment", NOTHING, """
                        Ready=False/Progressing Accepted=True/Accepted Available=False/PodsStarting \
                        ModelLoaded=Unknown/Unknown MonitoringReady=True/Configured Reconciling=True/Progressing"""),
                row("all pods ready", SERVING, """
                        Ready=True/Ready Accepted=True/Accepted Available=True/Available \
                        ModelLoaded=True/ModelLoaded MonitoringReady=True/Configured"""),
                row(
                        "a pod that loads",
                        observed(
                                deployment(1, 1, 1, 0),
                                new PodAnswer.NotLoaded(ModelPhase.LOADING, "reading the file, 50 %"),
                                List.of()),
                        """
                        Ready=False/Progressing Accepted=True/Accepted Available=False/PodsStarting \
                        ModelLoaded=False/Loading MonitoringReady=True/Configured Reconciling=True/Progressing"""),
                row(
                        "a model that cannot be loaded",
                        observed(
                                deployment(1, 1, 1, 0),
                                new PodAnswer.NotLoaded(ModelPhase.LOAD_FAILED, "digest"),
                                List.of()),
                        """
                        Ready=False/LoadFailed Accepted=True/Accepted Available=False/PodsStarting \
                        ModelLoaded=False/LoadFailed MonitoringReady=True/Configured Stalled=True/LoadFailed"""),
                row("an image that cannot be pulled", observed(deployment(1, 1, 1, 0), null, List.of(PULL)), """
                        Ready=False/PodsUnhealthy Accepted=True/Accepted Available=False/PodsUnhealthy \
                        ModelLoaded=Unknown/Unknown MonitoringReady=True/Configured Reconciling=True/Progressing"""),
                row("a pod that is being created", observed(deployment(1, 1, 1, 0), null, List.of(CREATING)), """
                        Ready=False/Progressing Accepted=True/Accepted Available=False/PodsStarting \
                        ModelLoaded=Unknown/Unknown MonitoringReady=True/Configured Reconciling=True/Progressing"""),
                row(
                        "a stuck rollout over serving pods",
                        observed(deployment(1, 2, 1, 1, STUCK), null, List.of(PULL)),
                        """
                        Ready=True/Ready Accepted=True/Accepted Available=True/Available \
                        ModelLoaded=True/ModelLoaded MonitoringReady=True/Configured Stalled=True/PodsUnhealthy"""),
                row(
                        "an invalid spec over serving pods",
                        observed(deployment(1, 1, 1, 1), null, List.of(), INVALID),
                        """
                        Ready=False/InvalidSpec Accepted=False/InvalidSpec Available=True/Available \
                        ModelLoaded=True/ModelLoaded MonitoringReady=True/Configured Stalled=True/InvalidSpec"""),
                row(
                        "a missing Secret over serving pods",
                        observed(deployment(1, 1, 1, 1), null, List.of(), MISSING),
                        """
                        Ready=False/ReferenceNotFound Accepted=False/ReferenceNotFound Available=True/Available \
                        ModelLoaded=True/ModelLoaded MonitoringReady=Unknown/ReferenceNotFound \
                        Stalled=True/ReferenceNotFound"""),
                row("a name that is taken", observed(Optional.empty(), null, List.of(), CONFLICT), """
                        Ready=False/NameConflict Accepted=False/NameConflict Available=False/PodsStarting \
                        ModelLoaded=Unknown/Unknown MonitoringReady=Unknown/NameConflict Stalled=True/NameConflict"""),
                row("a refused Deployment", observed(deployment(1, 1, 1, 1), null, List.of(), REFUSED), """
                        Ready=False/Refused Accepted=True/Accepted Available=True/Available \
                        ModelLoaded=True/ModelLoaded MonitoringReady=True/Configured Stalled=True/Refused"""),
                row(
                        "a refused ServiceMonitor",
                        observed(deployment(1, 1, 1, 1), null, List.of(), MONITOR_REFUSED),
                        """
                        Ready=True/Ready Accepted=True/Accepted Available=True/Available \
                        ModelLoaded=True/ModelLoaded MonitoringReady=False/Refused Stalled=True/Refused"""),
                row("scaled to zero", observed(deployment(0, 0, 0, 0)), """
                        Ready=True/ScaledToZero Accepted=True/Accepted Available=True/ScaledToZero \
                        ModelLoaded=Unknown/ScaledToZero MonitoringReady=True/Configured"""));
    }

    private static Arguments row(String situation, Observed observed, String conditions) {
        return Arguments.of(situation, observed, conditions);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void everySituationHasItsConditions(String situation, Observed observed, String expected) {
        var conditions = status(gateway(), observed, NOW).conditions();
        assertEquals(
                expected.strip(),
                conditions.stream()
                        // Its own table is in ErrorBudgetTest.
                        .filter(condition -> !condition.getType().equals(ConditionType.SLO_MET.text()))
                        .map(condition ->
                                condition.getType() + "=" + condition.getStatus() + "/" + condition.getReason())
                        .collect(Collectors.joining(" ")));
        for (var condition : conditions) {
            assertEquals(3L, condition.getObservedGeneration());
            assertTrue(condition.getMessage().length() > 10, condition.toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void theSameObservationGivesTheSameStatusHoursLater(String situation, Observed observed, String expected) {
        var gateway = gateway();
        gateway.setStatus(status(gateway, observed, NOW));
        assertEquals(gateway.getStatus(), status(gateway, observed, LATER));
    }

    @Test
    void aConditionKeepsItsTimeUntilItsStatusChanges() {
        var gateway = gateway();
        gateway.setStatus(status(gateway, observed(deployment(1, 1, 1, 0)), NOW));
        var next = status(gateway, observed(deployment(1, 1, 1, 1)), LATER);
        assertEquals(
                "2026-01-01T11:00:00Z", condition(next, ConditionType.READY).getLastTransitionTime());
        assertEquals(
                "2026-01-01T10:00:00Z", condition(next, ConditionType.ACCEPTED).getLastTransitionTime());
    }

    @Test
    void ofSeveralGpuPodsOneMayBeMissingAndOfOneNone() {
        var gateway = Golden.gateway("cuda");
        assertEquals(
                "True",
                condition(status(gateway, observed(deployment(3, 3, 1, 2)), NOW), ConditionType.AVAILABLE)
                        .getStatus());
        assertEquals(
                "False",
                condition(status(gateway, observed(deployment(1, 1, 1, 0)), NOW), ConditionType.AVAILABLE)
                        .getStatus());
    }

    @Test
    void withoutPrometheusItSaysWhatToInstallAndServes() {
        var observed = new Observed(
                new Capabilities(true, false, false, false, false, false, true, true),
                Optional.of(deployment(1, 1, 1, 1)),
                List.of(),
                Optional.empty(),
                List.of(),
                new BudgetAnswer.NotConfigured(),
                Optional.empty(),
                MonitoringStack.NONE);
        var status = status(gateway(), observed, NOW);
        var monitoring = condition(status, ConditionType.MONITORING_READY);
        assertEquals("CRDMissing", monitoring.getReason());
        assertTrue(monitoring.getMessage().contains("Prometheus Operator"));
        assertEquals("True", condition(status, ConditionType.READY).getStatus());
    }

    @Test
    void aMissingReferenceSaysWhatToDo() {
        assertEquals(
                "spec.expose.tls names the Secret flowers-tls, which is not in namespace vision; create it with tls.crt,"
                        + " tls.key (kubectl create secret generic flowers-tls -n vision --from-file=tls.crt=FILE"
                        + " --from-file=tls.key=FILE), or name another",
                MISSING.message());
        assertEquals(
                "spec.expose.tls needs tls.key in the Secret flowers-tls of namespace vision, which does not have it; add"
                        + " it (kubectl edit secret flowers-tls -n vision), or name another",
                new Problem.MissingReference(TLS, "vision", true, List.of("tls.key")).message());
    }

    @Test
    void objectivesOfASpecThatIsHeldBackAreNotInForce() {
        assertTrue(status(gateway(), observed(deployment(1, 1, 1, 1), null, List.of(), MISSING), NOW)
                .slos()
                .isEmpty());
    }

    @Test
    void theModelIsWhatAPodSaidUntilANewerPodSaysOtherwise() {
        var gateway = gateway();
        var complete = deployment(1, 1, 1, 1);
        gateway.setStatus(status(gateway, observed(complete, new PodAnswer.Loaded("1.0", "sha256:a"), List.of()), NOW));
        assertEquals("1.0", gateway.getStatus().model().version());
        assertEquals("minimal", gateway.getStatus().model().name());

        var rolling = deployment(1, 2, 1, 1);
        var meanwhile = status(
                gateway, observed(rolling, new PodAnswer.NotLoaded(ModelPhase.LOADING, "busy"), List.of()), LATER);
        assertEquals("1.0", meanwhile.model().version());
        var unanswered = status(gateway, observed(complete, new PodAnswer.Silent(), List.of()), LATER);
        assertEquals(null, unanswered.model().version());
        var replaced = status(gateway, observed(complete, new PodAnswer.Loaded("2.0", "sha256:b"), List.of()), LATER);
        assertEquals("2.0", replaced.model().version());
    }

    @Test
    void theRestOfTheStatusSaysWhereAndWhat() {
        var status = status(gateway(), observed(deployment(2, 3, 1, 2)), NOW);
        assertEquals(3L, status.observedGeneration());
        assertEquals(3, status.replicas());
        assertEquals(2, status.readyReplicas());
        assertEquals("inferencegateway.io/name=minimal", status.selector());
        assertEquals("http://minimal.vision.svc:8000", status.url());
        assertEquals(OperatorSettings.defaults().runtimeImageCpu(), status.runtimeImage());
        assertEquals(false, status.slos().isEmpty());
    }

    private static Condition condition(InferenceGatewayStatus status, ConditionType type) {
        return StatusOf.condition(status, type).orElseThrow();
    }
}
