package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus.RuntimeStatus;
import io.inferencegateway.operator.OperatorSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeImageTest {
    private static final OperatorSettings NEWER =
            OperatorSettings.fromEnv(Map.of("RUNTIME_IMAGE_CPU", "pod:2", "RUNTIME_IMAGE_CUDA", "pod:2-cuda"));

    private static InferenceGateway gateway(String spec, String status) {
        return Serialization.unmarshal("""
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: a, namespace: b}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  %s
                status: {%s}
                """.formatted(spec, status), InferenceGateway.class);
    }

    private static void check(String spec, String status, String image, RuntimeStatus remembered) {
        var gateway = gateway(spec, status);
        assertEquals(image, ModelDeployment.image(gateway, NEWER));
        assertEquals(remembered, RuntimeImage.status(gateway, NEWER));
    }

    private static final String GIVEN = "runtime: {device: cpu, image: 'pod:1'}";

    @Test
    void aNewGatewayGetsTheNewestAndKeepsItAfterwards() {
        check("", "", "pod:2", new RuntimeStatus("cpu", "pod:2", null));
        check("", GIVEN, "pod:1", new RuntimeStatus("cpu", "pod:1", "pod:2"));
    }

    @Test
    void autoTakesTheNewest() {
        check("runtime: {upgradePolicy: Auto}", GIVEN, "pod:2", new RuntimeStatus("cpu", "pod:2", null));
    }

    @Test
    void anotherDeviceNeedsAnotherImageAnyway() {
        check("device: cuda", GIVEN, "pod:2-cuda", new RuntimeStatus("cuda", "pod:2-cuda", null));
    }

    @Test
    void anImageOfTheUsersWinsAndIsNoReasonToForget() {
        check("runtime: {image: mine}", GIVEN, "mine", new RuntimeStatus("cpu", "pod:1", null));
        assertNull(RuntimeImage.status(gateway("runtime: {image: mine}", ""), NEWER));
    }
}
