package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.BudgetSummary;
import io.inferencegateway.contract.InferenceGatewayStatus.PolicyStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private static InferenceGatewayStatus status(PolicyStatus policy) {
        var summary = new BudgetSummary("latency", "98.9", "18%", "2x", "63%");
        return new InferenceGatewayStatus(
                1L, 1, 1, "a=b", "", "", null, null, summary, List.of(), policy, null, List.of());
    }

    private static InferenceGatewayStatus tier(BudgetTier tier) {
        return status(new PolicyStatus(tier, true, null, null));
    }

    private static InferenceGatewayStatus held(String what, String override) {
        return status(new PolicyStatus(BudgetTier.FREEZE, true, what, override));
    }

    private static List<String> news(InferenceGatewayStatus earlier, InferenceGatewayStatus now) {
        return Happenings.between(earlier, now).stream()
                .map(event -> event.severity() + " " + event.reason().text() + " " + event.message())
                .toList();
    }

    private static InferenceGatewayStatus accepted(String status, String message) {
        var condition = new ConditionBuilder()
                .withType("Accepted")
                .withStatus(status)
                .withMessage(message)
                .build();
        return new InferenceGatewayStatus(
                1L, 1, 1, "a=b", "", "", null, null, null, List.of(), null, null, List.of(condition));
    }

    @Test
    void aSpecThatIsNotAcceptedIsToldOnceForEachOfItsFaults() {
        var good = accepted("True", "the spec is carried out");
        var bad = accepted("False", "overload.timeout is no duration");
        assertEquals(List.of("WARNING NotAccepted overload.timeout is no duration"), news(good, bad));
        assertEquals(List.of("WARNING NotAccepted overload.timeout is no duration"), news(status(null), bad));
        assertEquals(List.of(), news(bad, bad));
        assertEquals(List.of("WARNING NotAccepted another"), news(bad, accepted("False", "another")));
        assertEquals(List.of(), news(bad, good));
    }

    @Test
    void aWorseTierIsAWarningAndABetterOneIsNot() {
        assertEquals(
                List.of(
                        "WARNING ErrorBudgetTierChanged Freeze, was SlowDown: error budget left is less than 25 % (latency: 18%). Stop deploying features, work on reliability only."),
                news(tier(BudgetTier.SLOW_DOWN), tier(BudgetTier.FREEZE)));
        assertTrue(news(tier(BudgetTier.FREEZE), tier(BudgetTier.CAUTION))
                .getFirst()
                .startsWith("NORMAL"));
    }

    @Test
    void nothingHappensWhileNothingChanges() {
        assertEquals(List.of(), news(tier(BudgetTier.FREEZE), tier(BudgetTier.FREEZE)));
        assertEquals(List.of(), news(held("b", null), held("b", null)));
        assertEquals(List.of(), news(status(null), status(null)));
        assertEquals(List.of(), news(tier(BudgetTier.FREEZE), status(null)));
    }

    @Test
    void theFirstTierIsNewsWhenItIsBad() {
        assertEquals(List.of(), news(status(null), tier(BudgetTier.BUSINESS_AS_USUAL)));
        assertEquals(1, news(status(null), tier(BudgetTier.INCIDENT)).size());
    }

    @Test
    void aRolloutThatIsHeldBackIsToldOnceAndSoIsItsRelease() {
        var frozen = news(held(null, null), held("model b (serving a)", null));
        assertEquals(1, frozen.size());
        assertTrue(frozen.getFirst().startsWith("WARNING RolloutFrozen model b (serving a) waits"), frozen.getFirst());
        assertTrue(frozen.getFirst().contains("inferencegateway.io/override-freeze"), frozen.getFirst());
        assertEquals(
                1,
                news(held("model b (serving a)", null), held("model c (serving a)", null))
                        .size());
        assertEquals(
                List.of("NORMAL RolloutReleased model b is held back no more; the freeze is overridden: INC-7"),
                news(held("model b", null), held(null, "INC-7")));
    }
}
