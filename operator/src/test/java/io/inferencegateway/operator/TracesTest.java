package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.desired.Labels;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.reconcile.GatewayReconciler;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The traces of a running operator, as they reach a collector.
class TracesTest {
    private static final String ROOT = "reconcile InferenceGateway";

    private final OtlpReceiver receiver;
    private final List<String> loggedIn = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().equals("reconciled")) {
                loggedIn.add(io.opentelemetry.api.trace.Span.current()
                        .getSpanContext()
                        .getTraceId());
            }
        }
    };

    TracesTest() throws Exception {
        receiver = new OtlpReceiver();
    }

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(GatewayReconciler.class)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(GatewayReconciler.class)).detachAppender(log);
        receiver.close();
    }

    private WatchedLoop loop(Map<String, String> more) throws Exception {
        var env = new HashMap<>(receiver.env());
        env.putAll(more);
        return new WatchedLoop(new MockCluster(true), env);
    }

    private static String attribute(Span span, String name) {
        return OtlpReceiver.attributes(span.getAttributesList()).get(name);
    }

    private Span root(String attribute, String value) {
        await().alias(attribute + "=" + value).atMost(WatchedLoop.PATIENCE).until(() -> receiver.spans(ROOT).stream()
                .anyMatch(span -> value.equals(attribute(span, attribute))));
        return receiver.spans(ROOT).stream()
                .filter(span -> value.equals(attribute(span, attribute)))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> steps(Span root) {
        return receiver.children(root).stream().map(Span::getName).collect(Collectors.toSet());
    }

    @Test
    void aReconciliationIsATraceWithAStepForEachWrite() throws Exception {
        try (var loop = loop(Map.of("POD_NAME", "operator-1", "POD_NAMESPACE", "sys"))) {
            loop.create("cats", "");
            loop.awaitReason("cats", ConditionType.READY, "Progressing");
            var root = root("inferencegateway.ready.reason", "Progressing");
            var attributes = OtlpReceiver.attributes(root.getAttributesList());
            assertEquals("vision", attributes.get("k8s.namespace.name"));
            assertEquals("cats", attributes.get("inferencegateway.name"));
            assertEquals(
                    "" + loop.gateway("cats").getMetadata().getGeneration(),
                    attributes.get("inferencegateway.generation"));
            assertEquals("changed", attributes.get("inferencegateway.outcome"));
            assertTrue(root.getParentSpanId().isEmpty());
            assertEquals(
                    Set.of(
                            "apply ServiceAccount",
                            "apply Service",
                            "apply NetworkPolicy",
                            "apply Deployment",
                            "apply ServiceMonitor",
                            "apply PrometheusRule",
                            "status InferenceGateway"),
                    steps(root));
            var deployment = receiver.spans("apply Deployment").getFirst();
            assertEquals("Deployment", attribute(deployment, "k8s.object.kind"));
            assertEquals("cats", attribute(deployment, "k8s.object.name"));
            assertEquals("apply", attribute(deployment, "inferencegateway.verb"));
            assertTrue(root.getStartTimeUnixNano() <= deployment.getStartTimeUnixNano());
            assertTrue(root.getEndTimeUnixNano() >= deployment.getEndTimeUnixNano());
            assertTrue(loggedIn.contains(OtlpReceiver.traceId(root)), loggedIn + " " + OtlpReceiver.traceId(root));
            var resource = OtlpReceiver.attributes(receiver.resource().getAttributesList());
            assertEquals("inference-gateway-operator", resource.get("service.name"));
            assertEquals("operator-1", resource.get("service.instance.id"));
            assertEquals("sys", resource.get("k8s.namespace.name"));
        }
    }

    @Test
    void aQuestionToAPodIsAStep() throws Exception {
        try (var loop = loop(Map.of())) {
            loop.cluster.client().resource(pod()).create();
            loop.create("cats", "");
            loop.awaitReason("cats", ConditionType.READY, "Progressing");
            await().atMost(WatchedLoop.PATIENCE)
                    .until(() -> !receiver.spans("GET /readyz").isEmpty());
            var question = receiver.spans("GET /readyz").getFirst();
            assertEquals("cats-1", attribute(question, "k8s.pod.name"));
            assertEquals("Loaded", attribute(question, "inferencegateway.answer"));
        }
    }

    @Test
    void aReconciliationThatFindsEverythingAsItShouldBeLeavesNoTrace() throws Exception {
        try (var loop = loop(Map.of())) {
            loop.create("cats", "");
            loop.podsBecomeReady("cats");
            loop.awaitReason("cats", ConditionType.READY, "Ready");
            root("inferencegateway.ready.reason", "Ready");
            int quiet = unchanged(loop);
            int traces = receiver.spans(ROOT).size();
            for (int poke = 1; poke <= 3; poke++) {
                String value = "" + poke;
                var gateway = loop.gateway("cats");
                gateway.getMetadata().getAnnotations().put("poked", value);
                loop.cluster.client().resource(gateway).update();
                int expected = quiet + poke;
                await().atMost(WatchedLoop.PATIENCE).until(() -> unchanged(loop) >= expected);
            }
            // What comes next reaches the receiver after anything those could have left.
            loop.create("dogs", "");
            root("inferencegateway.name", "dogs");
            assertEquals(
                    traces,
                    receiver.spans(ROOT).stream()
                            .filter(span -> "cats".equals(attribute(span, "inferencegateway.name")))
                            .count());
        }
    }

    @Test
    void aFailureIsInTheTrace() throws Exception {
        try (var loop = loop(Map.of())) {
            loop.cluster.refuse("/services/birds", 409, "somebody was faster");
            loop.create("birds", "");
            var root = root("inferencegateway.outcome", "failed");
            assertEquals(StatusCode.STATUS_CODE_ERROR, root.getStatus().getCode());
            assertTrue(root.getStatus().getMessage().contains("somebody was faster"), root.toString());
            assertEquals("exception", root.getEvents(0).getName());
            var step = receiver.children(root).getLast();
            assertEquals("apply Service", step.getName());
            assertEquals(StatusCode.STATUS_CODE_ERROR, step.getStatus().getCode());
        }
    }

    @Test
    void aQueryThatNobodyAnswersIsATraceOfItsOwn() throws Exception {
        try (var loop = loop(Map.of("PROMETHEUS_URL", "http://127.0.0.1:1"))) {
            await().atMost(WatchedLoop.PATIENCE)
                    .until(() -> !receiver.spans("renew error budgets").isEmpty());
            var root = receiver.spans("renew error budgets").getFirst();
            var step = receiver.children(root).getFirst();
            assertEquals("query Prometheus", step.getName());
            assertEquals("127.0.0.1", attribute(step, "server.address"));
            assertTrue(step.getStatus().getMessage().contains("nobody answers"), step.toString());
        }
    }

    @Test
    void theSamplerDecides() throws Exception {
        try (var loop = loop(Map.of("OTEL_TRACES_SAMPLER", "always_off"))) {
            loop.create("cats", "");
            loop.awaitReason("cats", ConditionType.READY, "Progressing");
            await().atMost(WatchedLoop.PATIENCE).until(() -> !loggedIn.isEmpty());
        }
        // Closed, and with that flushed.
        assertEquals(List.of(), receiver.spans());
    }

    private static int unchanged(WatchedLoop loop) {
        return loop.scrape()
                .lines()
                .filter(line -> line.startsWith("igw_reconciliations_total{outcome=\"unchanged\""))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static io.fabric8.kubernetes.api.model.Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("cats-1")
                .withNamespace(WatchedLoop.NAMESPACE)
                .withLabels(Map.of(Labels.GATEWAY, "cats", Labels.MANAGED_BY, Labels.OPERATOR))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("127.0.0.1")
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .endCondition()
                .endStatus()
                .build();
    }
}
