package io.inferencegateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
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
        var slo = new InferenceGatewayStatus.SloStatus(
                "availability", "99.5", "28d", "99.91", "0.82", "0.4", "0.63", null);
        var summary = new InferenceGatewayStatus.BudgetSummary("availability", "99.91", "82%", "0.4x", "63%");
        var policy = new InferenceGatewayStatus.PolicyStatus(BudgetTier.BUSINESS_AS_USUAL, false, null, "INC-7");
        var status = new InferenceGatewayStatus(
                4L, 2, 1, "a=b", "http://x", "image", null, null, summary, List.of(slo), policy, null, null);
        assertEquals(status, Serialization.unmarshal(Serialization.asYaml(status), InferenceGatewayStatus.class));
    }
}
