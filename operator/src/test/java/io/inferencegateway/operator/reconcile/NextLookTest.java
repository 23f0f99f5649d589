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
import org.junit.jupiter.api.Test;
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
        assertEquals(Optional.ofNullable(wait).map(Duration::parse), after("MonitoringReady", status, reason, true));
    }

    @Test
    void aRolloutIsLookedAtAgainOnlyWhileSomePodCanBeAsked() {
        assertEquals(Optional.of(NextLook.WHILE_STARTING), after("Reconciling", "True", "PodsStarting", true));
        assertEquals(Optional.empty(), after("Reconciling", "True", "PodsStarting", false));
    }

    private static Optional<Duration> after(String type, String status, String reason, boolean asked) {
        var condition = new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .build();
        var observed = new InferenceGatewayStatus(
                1L, 1, 1, null, null, null, null, null, null, List.of(), null, null, List.of(condition));
        return NextLook.after(Golden.gateway("minimal"), Capabilities.ALL, observed, asked, Instant.EPOCH);
    }
}
