package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.desired.Capabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextLookTest {
    @ParameterizedTest
    @CsvSource({
        "False,NotSelected,PT1M",
        "False,NotAllowed,PT1M",
        "False,CRDMissing,PT1M",
        "True,Configured,",
        "Unknown,NotVerified,",
        "Unknown,Disabled,"
    })
    void monitoringIsLookedAtAgainWhileSomethingIsMissingThatNoEventBrings(String status, String reason, String wait) {
        var monitoring = new ConditionBuilder()
                .withType("MonitoringReady")
                .withStatus(status)
                .withReason(reason)
                .build();
        var observed = new InferenceGatewayStatus(
                1L, 1, 1, null, null, null, null, null, null, List.of(), null, List.of(monitoring));
        assertEquals(
                Optional.ofNullable(wait).map(Duration::parse),
                NextLook.after(Golden.gateway("minimal"), Capabilities.ALL, observed, Instant.EPOCH));
    }
}
