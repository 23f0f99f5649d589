package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.BudgetSummary;
import io.inferencegateway.contract.InferenceGatewayStatus.PolicyStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.slo.BudgetFigures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SLOMet, `status.slos`, the columns and the tier, from what Prometheus says.
class ErrorBudgetTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final BudgetAnswer DOWN =
            new BudgetAnswer.Unavailable("no connection", Optional.of(Instant.parse("2026-01-01T09:57:00.5Z")));

    private final InferenceGateway gateway = Golden.gateway("minimal");

    private static BudgetFigures figures(String target, double remaining, String burn, int coverage, boolean burning) {
        int percent = (int) Math.floor(remaining * 100);
        return new BudgetFigures(
                target,
                Optional.of(new BudgetFigures.Spent("99.91", percent, BudgetTier.of(remaining))),
                Optional.of(burn),
                coverage,
                burning);
    }

    static BudgetAnswer availability(double remaining) {
        return known(figures("99.5", remaining, "0.4", 63, false));
    }

    // The other objectives are all well, so that the one under test decides.
    private static BudgetAnswer known(BudgetFigures availability) {
        var figures = new HashMap<String, BudgetFigures>();
        for (var slo : objectives()) {
            figures.put(slo.name(), figures(slo.target(), 1, "0", 100, false));
        }
        figures.put("availability", availability);
        return new BudgetAnswer.Known(figures);
    }

    private static List<SloStatus> objectives() {
        return StatusOf.gateway(
                        Golden.gateway("minimal"),
                        observed(new BudgetAnswer.NotConfigured(), Optional.empty()),
                        OperatorSettings.defaults(),
                        NOW)
                .slos();
    }

    private static Observed observed(BudgetAnswer answer, Optional<RolloutFreeze> freeze) {
        return new Observed(
                Capabilities.ALL,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                answer,
                freeze,
                MonitoringStack.NONE);
    }

    private InferenceGatewayStatus status(BudgetAnswer answer) {
        return StatusOf.gateway(gateway, observed(answer, Optional.empty()), OperatorSettings.defaults(), NOW);
    }

    private static Condition met(InferenceGatewayStatus status) {
        return StatusOf.condition(status, ConditionType.SLO_MET).orElseThrow();
    }

    private static SloStatus slo(InferenceGatewayStatus status) {
        return status.slos().stream()
                .filter(slo -> slo.name().equals("availability"))
                .findFirst()
                .orElseThrow();
    }

    private void assertMet(String expected, BudgetAnswer answer) {
        var condition = met(status(answer));
        assertEquals(expected, condition.getStatus() + "/" + condition.getReason(), condition.getMessage());
    }

    @Test
    void figuresReachTheObjectiveTheColumnsAndTheTier() {
        var status = status(availability(0.82));
        assertEquals(
                new SloStatus(
                        "availability",
                        "99.5",
                        "28d",
                        "99.91",
                        "0.82",
                        "0.4",
                        "0.63",
                        slo(status).note()),
                slo(status));
        assertEquals(new BudgetSummary("availability", "99.91", "82%", "0.4x", "63%"), status.summary());
        assertEquals(new PolicyStatus(BudgetTier.BUSINESS_AS_USUAL, null, null, null), status.errorBudgetPolicy());
        assertMet("True/Met", availability(0.82));
    }

    @ParameterizedTest
    @CsvSource({
        "0.82, 63, false, True/Met",
        "0.82, 63, true, False/Burning",
        "0.82, 9, true, False/Burning",
        "0.82, 9, false, Unknown/InsufficientData",
        "0.82, 10, false, True/Met",
        "0, 63, false, False/BudgetExhausted",
        "-2, 63, true, False/BudgetExhausted",
        "-2, 9, false, Unknown/InsufficientData"
    })
    void sloMetIsDecidedByTheWorst(double remaining, int coverage, boolean burning, String expected) {
        assertMet(expected, known(figures("99.5", remaining, "0.4", coverage, burning)));
    }

    @Test
    void withoutRulesWithoutTrafficOrWithTheRulesOfAnotherTargetThereIsNotEnoughData() {
        assertMet("Unknown/InsufficientData", new BudgetAnswer.Known(Map.of()));
        var silent = known(new BudgetFigures("99.5", Optional.empty(), Optional.empty(), 0, false));
        assertMet("Unknown/InsufficientData", silent);
        assertTrue(met(status(silent)).getMessage().contains("availability: no traffic"));

        var earlierTarget = status(known(figures("99.9", -5, "9", 63, true)));
        assertEquals("InsufficientData", met(earlierTarget).getReason());
        assertTrue(met(earlierTarget).getMessage().contains("99.9 %"));
        assertNull(slo(earlierTarget).errorBudgetRemaining());
        assertEquals(
                Optional.empty(),
                ErrorBudget.least(known(figures("99.9", -5, "9", 63, true)), List.of(slo(earlierTarget))));
    }

    @Test
    void withoutPrometheusTheConditionSaysHowToGetIt() {
        var status = status(new BudgetAnswer.NotConfigured());
        assertMet("Unknown/PrometheusNotConfigured", new BudgetAnswer.NotConfigured());
        assertTrue(met(status).getMessage().contains("prometheus.url"));
        assertNull(status.summary());
        assertNull(status.errorBudgetPolicy());
    }

    @Test
    void withoutMonitoringNothingIsMeasured() {
        var unmonitored = Golden.gateway("unmonitored");
        var status = StatusOf.gateway(
                unmonitored, observed(availability(1), Optional.empty()), OperatorSettings.defaults(), NOW);
        assertEquals("Disabled", met(status).getReason());
    }

    @Test
    void aPrometheusThatIsDownMakesTheConditionUnknownKeepsTheFiguresAndBlanksTheColumns() {
        var healthy = status(availability(0.2));
        gateway.setStatus(healthy);
        var status = status(DOWN);
        assertEquals(
                "Unknown/PrometheusUnavailable",
                met(status).getStatus() + "/" + met(status).getReason());
        assertEquals(
                "Prometheus gives no usable answer: no connection. The figures in status.slos are of 2026-01-01T09:57:00Z",
                met(status).getMessage());
        assertEquals(healthy.slos(), status.slos());
        assertEquals(new BudgetSummary("-", "-", "-", "-", "-"), status.summary());
        assertEquals(BudgetTier.FREEZE, status.errorBudgetPolicy().tier());
        assertEquals("True", met(healthy).getStatus());
    }

    @Test
    void beforeTheFirstAnswerAfterAStartNothingChanges() {
        var before = status(availability(0.2));
        gateway.setStatus(before);
        assertEquals(before, status(new BudgetAnswer.Pending()));

        gateway.setStatus(null);
        assertMet("Unknown/InsufficientData", new BudgetAnswer.Pending());
    }

    @Test
    void theSameFiguresGiveTheSameStatus() {
        var before = status(availability(0.2));
        gateway.setStatus(before);
        assertEquals(before, status(availability(0.2)));
        gateway.setStatus(status(DOWN));
        assertEquals(gateway.getStatus(), status(DOWN));
    }

    @Test
    void theTierStaysWhileNothingIsKnownAndNeverComesFromTooLittle() {
        assertNull(status(known(figures("99.5", -3, "1", 9, false))).errorBudgetPolicy());
        gateway.setStatus(status(availability(0.6)));
        assertEquals(
                BudgetTier.CAUTION,
                status(new BudgetAnswer.Known(Map.of())).errorBudgetPolicy().tier());
        assertNull(status(new BudgetAnswer.NotConfigured()).errorBudgetPolicy());
    }

    @Test
    void thePolicyLooksAtWhatCallersFeelAndTakesTheLess() {
        var slos = List.of(
                new SloStatus("confidence", "80", "28d", null),
                new SloStatus("availability", "99.5", "28d", null),
                new SloStatus("latency", "99", "28d", null));
        var answer = new BudgetAnswer.Known(Map.of(
                "confidence", figures("80", -3, "9", 63, false),
                "availability", figures("99.5", 0.6, "0.1", 63, false),
                "latency", figures("99", 0.4, "1", 63, false)));
        assertEquals(40, ErrorBudget.least(answer, slos).orElseThrow().remainingPercent());
        assertEquals(
                "latency", ErrorBudget.summary(slos, answer, status(answer)).objective());
    }

    @Test
    void whatIsHeldBackIsAcceptedAndNamed() {
        var freeze = new RolloutFreeze(true, Optional.of("model b (serving a)"), Optional.empty());
        var status = StatusOf.gateway(
                gateway, observed(availability(0.2), Optional.of(freeze)), OperatorSettings.defaults(), NOW);
        var accepted = StatusOf.condition(status, ConditionType.ACCEPTED).orElseThrow();
        assertEquals("True/RolloutFrozen", accepted.getStatus() + "/" + accepted.getReason());
        assertTrue(accepted.getMessage().contains("model b (serving a)"));
        assertEquals(
                new PolicyStatus(BudgetTier.FREEZE, true, "model b (serving a)", null), status.errorBudgetPolicy());
    }
}
