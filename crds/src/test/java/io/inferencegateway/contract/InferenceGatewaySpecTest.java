package io.inferencegateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class InferenceGatewaySpecTest {
    private static InferenceGateway read(String yaml) {
        return Serialization.unmarshal(yaml, InferenceGateway.class);
    }

    @Test
    void theMinimalResourceGetsEveryDefault() {
        var spec = read("""
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: a}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                """).getSpec();
        assertEquals(DeviceType.CPU, spec.device());
        assertEquals(1, spec.replicas());
        assertEquals(Slo.Window.DAYS_28, spec.slo().window());
        assertEquals(99.5, spec.slo().availability().target());
        assertEquals(300, spec.slo().latency().thresholdDuration().toMillis());
        assertEquals(10, spec.alerting().minBadEvents());
        assertEquals(Observability.Environment.PRODUCTION, spec.observability().environment());
        assertNull(spec.observability().tracing().endpoint());
    }

    @Test
    void aFieldOfANewerVersionIsIgnoredSoThatOneResourceCannotPoisonTheInformer() {
        var spec = read("""
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: a}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0", quantization: int8}
                  teleport: true
                  slo: {window: 30d, karma: {target: 1}}
                """).getSpec();
        assertEquals(Slo.Window.DAYS_30, spec.slo().window());
    }

    @Test
    void statusSurvivesTheRoundTrip() {
        var status = new InferenceGatewayStatus(4L, 2, 1, "a=b", "http://x", "image", null, null, null, null);
        assertEquals(status, Serialization.unmarshal(Serialization.asYaml(status), InferenceGatewayStatus.class));
    }
}
