package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.contract.DeviceType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.PolicyStatus;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.slo.BudgetFigures;
import io.inferencegateway.operator.status.BudgetAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeTest {
    private static final OperatorSettings SETTINGS = OperatorSettings.defaults();
    private static final String POLICY = "slo: {errorBudgetPolicy: {freezeBelow: 25}}\n";
    private static final BudgetAnswer LOW = left(24);

    private static BudgetAnswer left(int percent) {
        var spent = new BudgetFigures.Spent("99.6", percent, BudgetTier.of(percent / 100.0));
        return new BudgetAnswer.Known(
                Map.of("availability", new BudgetFigures("99.5", Optional.of(spent), Optional.empty(), 50, false)));
    }

    private static InferenceGateway gateway(String model, String more) {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName("cats");
        gateway.getMetadata().setNamespace("ml");
        gateway.setSpec(Serialization.unmarshal(
                "model: {storageUri: \"file:///" + model + "\"}\n" + more, InferenceGatewaySpec.class));
        return gateway;
    }

    private static Optional<Deployment> running(InferenceGateway gateway) {
        return Desired.of(gateway, Capabilities.ALL, SETTINGS).stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst();
    }

    private static Freeze freeze(InferenceGateway wanted, BudgetAnswer budget, InferenceGateway running) {
        return Freeze.of(wanted, budget, running(running), SETTINGS);
    }

    private static void remember(InferenceGateway gateway, boolean frozen) {
        gateway.setStatus(new InferenceGatewayStatus(
                1L,
                1,
                1,
                "",
                "",
                "",
                null,
                null,
                null,
                List.of(),
                new PolicyStatus(null, frozen, null, null),
                null,
                List.of()));
    }

    @Test
    void aChangedModelWaitsAndTheRestOfTheSpecIsCarriedOut() {
        var freeze = freeze(
                gateway("b", POLICY + "replicas: 5\nresources: {limits: {memory: 9Gi}}"), LOW, gateway("a", POLICY));
        var spec = freeze.gateway().getSpec();
        assertEquals("file:///a", spec.model().storageUri());
        assertEquals(5, spec.replicas());
        assertEquals("9Gi", spec.resources().limits().get("memory").toString());
        assertEquals(
                Optional.of("model file:///b (serving file:///a)"),
                freeze.policy().orElseThrow().heldBack());
    }

    @Test
    void whatIsHeldBackLeavesTheDeploymentAsItRuns() {
        var before = gateway("a", POLICY);
        var held = freeze(gateway("b", POLICY), LOW, before).gateway();
        assertEquals(
                running(before).map(HasMetadata.class::cast).map(Serialization::asYaml),
                running(held).map(HasMetadata.class::cast).map(Serialization::asYaml));
        // And it is still held at the next look.
        assertTrue(freeze(gateway("b", POLICY), LOW, held)
                .policy()
                .orElseThrow()
                .heldBack()
                .isPresent());
    }

    @Test
    void aChangedImageWaits() {
        var wanted = gateway("a", POLICY + "runtime: {image: \"pod:2\"}");
        var freeze = freeze(wanted, LOW, gateway("a", POLICY + "runtime: {image: \"pod:1\"}"));
        assertEquals("pod:1", freeze.gateway().getSpec().runtime().image());
        assertEquals(
                Optional.of("image pod:2 (running pod:1)"),
                freeze.policy().orElseThrow().heldBack());
    }

    @Test
    void aChangedDeviceWaitsTogetherWithItsResources() {
        var wanted = gateway("a", POLICY + "device: cuda\nresources: {limits: {nvidia.com/gpu: 1}}");
        var spec = freeze(wanted, LOW, gateway("a", POLICY)).gateway().getSpec();
        assertEquals(DeviceType.CPU, spec.device());
        assertEquals(gateway("a", POLICY).getSpec().resources(), spec.resources());
    }

    @ParameterizedTest
    @CsvSource({"24, true", "25, false", "26, false", "-10, true"})
    void belowTheBoundAndNotAtItRolloutsAreFrozen(int percent, boolean frozen) {
        var freeze = freeze(gateway("b", POLICY), left(percent), gateway("a", POLICY));
        assertEquals(frozen, freeze.policy().orElseThrow().frozen());
        assertEquals(
                frozen ? "file:///a" : "file:///b",
                freeze.gateway().getSpec().model().storageUri());
    }

    @Test
    void withoutAPolicyNothingIsHeldBackAndNothingIsAnnotated() {
        var wanted = gateway("b", "");
        var freeze = freeze(wanted, LOW, gateway("a", POLICY));
        assertSame(wanted, freeze.gateway());
        assertEquals(Optional.empty(), freeze.policy());
        assertNull(running(wanted).orElseThrow().getMetadata().getAnnotations().get("inferencegateway.io/rolled-out"));
    }

    @ParameterizedTest
    @CsvSource({"INC-7, true", "true, true", "false, false", "'  ', false"})
    void theAnnotationLetsEverythingThrough(String value, boolean through) {
        var wanted = gateway("b", POLICY);
        wanted.getMetadata().setAnnotations(Map.of("inferencegateway.io/override-freeze", value));
        var freeze = freeze(wanted, LOW, gateway("a", POLICY));
        assertEquals(
                through ? "file:///b" : "file:///a",
                freeze.gateway().getSpec().model().storageUri());
        assertEquals(
                through ? Optional.of(value) : Optional.empty(),
                freeze.policy().orElseThrow().overriddenBy());
    }

    @Test
    void withoutEvidenceAFreezeStaysAndNoneBegins() {
        for (var unknown : List.of(
                new BudgetAnswer.Pending(),
                new BudgetAnswer.Unavailable("down", Optional.empty()),
                new BudgetAnswer.Known(Map.of()))) {
            var wanted = gateway("b", POLICY);
            assertFalse(freeze(wanted, unknown, gateway("a", POLICY))
                    .policy()
                    .orElseThrow()
                    .frozen());
            remember(wanted, true);
            assertTrue(freeze(wanted, unknown, gateway("a", POLICY))
                    .policy()
                    .orElseThrow()
                    .frozen());
        }
        var wanted = gateway("b", POLICY);
        remember(wanted, true);
        assertFalse(freeze(wanted, new BudgetAnswer.NotConfigured(), gateway("a", POLICY))
                .policy()
                .orElseThrow()
                .frozen());
    }

    @Test
    void aNewGatewayIsCreatedHoweverLittleBudgetIsLeft() {
        var wanted = gateway("b", POLICY);
        assertSame(wanted, Freeze.of(wanted, LOW, Optional.empty(), SETTINGS).gateway());
    }

    @Test
    void anAnnotationOfAnotherVersionOfTheOperatorIsTheSameRelease() {
        var deployment = running(gateway("a", POLICY)).orElseThrow();
        deployment.getMetadata().setAnnotations(Map.of("inferencegateway.io/rolled-out", """
                        {"model": {"storageUri": "file:///a", "teleport": true}, "device": "cpu", "image": "%s",
                         "resources": {}, "karma": 1}""".formatted(
                        SETTINGS.runtimeImageCpu())));
        var wanted = gateway("a", POLICY);
        assertSame(
                wanted,
                Freeze.of(wanted, LOW, Optional.of(deployment), SETTINGS).gateway());
        var changed = gateway("b", POLICY);
        assertEquals(
                "file:///a",
                Freeze.of(changed, LOW, Optional.of(deployment), SETTINGS)
                        .gateway()
                        .getSpec()
                        .model()
                        .storageUri());
    }

    @Test
    void anAnnotationThatSomebodyBrokeHoldsNothingBack() {
        for (var broken : List.of("", "{", "[]", "{\"model\": 1}")) {
            var deployment = running(gateway("a", POLICY)).orElseThrow();
            deployment.getMetadata().setAnnotations(Map.of("inferencegateway.io/rolled-out", broken));
            var wanted = gateway("b", POLICY);
            assertSame(
                    wanted,
                    Freeze.of(wanted, LOW, Optional.of(deployment), SETTINGS).gateway());
        }
    }
}
