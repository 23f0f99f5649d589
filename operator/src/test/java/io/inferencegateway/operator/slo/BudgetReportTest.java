package io.inferencegateway.operator.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.BudgetTier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetReportTest {
    private static final GatewayName CATS = new GatewayName("ml", "cats");

    private final BudgetReport.Builder report = new BudgetReport.Builder();

    private void sample(String series, GatewayName gateway, String slo, double value, String... more) {
        var labels = new java.util.HashMap<>(Map.of(
                "__name__", series, "namespace", gateway.namespace(), "inference_gateway", gateway.name(), "slo", slo));
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        report.accept(new Sample(labels, value));
    }

    private void objective(GatewayName gateway, double objective, double remaining, double burn, double coverage) {
        sample("slo:objective:ratio", gateway, "availability", objective);
        sample("slo:period_error_budget_remaining:ratio", gateway, "availability", remaining);
        sample("slo:current_burn_rate:ratio", gateway, "availability", burn);
        sample("igw:slo_window_coverage:ratio", gateway, "availability", coverage);
    }

    private BudgetFigures figures() {
        return report.build().of(CATS).get("availability");
    }

    @Test
    void oneQueryAsksForEveryGateway() {
        assertEquals("""
                {__name__=~"slo:period_error_budget_remaining:ratio|slo:current_burn_rate:ratio|igw:slo_window_coverage:ratio|slo:objective:ratio|ALERTS",\
                alertname=~"|InferenceGatewayErrorBudgetBurn",alertstate=~"|firing",inference_gateway!=""}""", BudgetSeries.query(Set.of()));
        assertTrue(BudgetSeries.query(Set.of("ml", "b")).endsWith(",namespace=~\"b|ml\"}"));
    }

    @Test
    void samplesBecomeTheFiguresOfAnObjective() {
        objective(CATS, 0.995, 0.82, 0.4, 0.639);
        assertEquals(
                new BudgetFigures(
                        "99.5",
                        Optional.of(new BudgetFigures.Spent("99.91", 82, BudgetTier.BUSINESS_AS_USUAL)),
                        Optional.of("0.4"),
                        63,
                        false),
                figures());
        assertEquals("0.63", figures().coverage());
        assertEquals("0.82", figures().spent().orElseThrow().remaining());
    }

    /// The SLI follows from the budget by exact arithmetic: sli = target + budget x remaining.
    @ParameterizedTest
    @CsvSource({
        "0.995, 1, 100.00, 100, BUSINESS_AS_USUAL",
        "0.995, 0.29, 99.64, 29, SLOW_DOWN",
        "0.995, 0, 99.50, 0, INCIDENT",
        "0.995, 0.0001, 99.50, 0, FREEZE",
        "0.995, -0.0001, 99.49, -1, INCIDENT",
        "0.995, -199, 0.00, -19900, INCIDENT",
        "0.99999, 0.91, 99.9999, 91, BUSINESS_AS_USUAL",
        "0.9995, 0.5, 99.975, 50, CAUTION",
        "0.8, 0.155, 83.1, 15, FREEZE",
        "0.5, 1, 100.0, 100, BUSINESS_AS_USUAL"
    })
    void figuresAreRoundedDownSoThatNothingLooksBetterThanItIs(
            double objective, double remaining, String sli, int percent, BudgetTier tier) {
        objective(CATS, objective, remaining, 1, 1);
        assertEquals(
                Optional.of(new BudgetFigures.Spent(sli, percent, tier)),
                figures().spent());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.04, 0", "0.05, 0.1", "0.4, 0.4", "1, 1", "2.04, 2", "9.94, 9.9", "13.44, 13", "134.4, 130"})
    void burnRatesHaveTwoDigits(double burn, String text) {
        objective(CATS, 0.995, 1, burn, 1);
        assertEquals(Optional.of(text), figures().burn());
    }

    @Test
    void newsIsWhatChangesAfterRounding() {
        objective(CATS, 0.995, 0.8201, 0.41, 0.6391);
        var earlier = report.build();
        var same = new BudgetReportTest();
        same.objective(CATS, 0.995, 0.8299, 0.44, 0.6301);
        assertEquals(Set.of(), same.report.build().changedSince(earlier));

        var other = new BudgetReportTest();
        other.objective(CATS, 0.995, 0.8199, 0.41, 0.6391);
        assertEquals(Set.of(CATS), other.report.build().changedSince(earlier));
        assertEquals(Set.of(CATS), BudgetReport.EMPTY.changedSince(earlier));
        assertEquals(Set.of(CATS), earlier.changedSince(BudgetReport.EMPTY));
    }

    @Test
    void rulesWithoutTrafficAreKnownAndHaveNoFigures() {
        sample("slo:objective:ratio", CATS, "availability", 0.995);
        assertEquals(new BudgetFigures("99.5", Optional.empty(), Optional.empty(), 0, false), figures());
        assertFalse(figures().trusted());
    }

    @Test
    void notANumberIsNoNumber() {
        objective(CATS, 0.995, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN);
        assertEquals(new BudgetFigures("99.5", Optional.empty(), Optional.empty(), 0, false), figures());
    }

    @Test
    void aFiringAlertOfAnySeverityMeansBurning() {
        objective(CATS, 0.995, 0.5, 1, 1);
        sample("ALERTS", CATS, "availability", 1, "severity", "critical");
        sample("ALERTS", CATS, "availability", 1, "severity", "warning");
        assertTrue(figures().burning());
    }

    @Test
    void ofTwoReplicasTheWorseNewsCounts() {
        objective(CATS, 0.995, 0.5, 1, 1);
        objective(CATS, 0.995, 0.4, 2, 0.9);
        objective(CATS, 0.995, 0.6, 0, 0.95);
        assertEquals(40, figures().spent().orElseThrow().remainingPercent());
        assertEquals(Optional.of("2"), figures().burn());
        assertEquals(90, figures().coveragePercent());
    }

    @Test
    void seriesOfNobodyAndOfAnotherNameAreLeftOut() {
        report.accept(new Sample(Map.of("__name__", "slo:objective:ratio", "slo", "availability"), 1));
        sample("up", CATS, "availability", 1);
        assertTrue(report.build()
                .of(CATS)
                .getOrDefault("availability", figuresOfNobody())
                .equals(figuresOfNobody()));
        assertEquals(Map.of(), report.build().of(new GatewayName("ml", "dogs")));
    }

    private static BudgetFigures figuresOfNobody() {
        return new BudgetFigures("", Optional.empty(), Optional.empty(), 0, false);
    }
}
