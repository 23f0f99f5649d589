package io.inferencegateway.operator.desired;

import static io.inferencegateway.operator.desired.Scenario.firing;
import static io.inferencegateway.operator.desired.Scenario.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.slo.BurnWindow;
import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.slo.Objectives;
import io.inferencegateway.operator.slo.Urgency;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four weeks of traffic with its nights, an outage, a slow burn and a bad release, against the rules of a gateway that
/// promises 99.5 %: the budget at the end and the times of the alerts are those of exact arithmetic.
class SimulationTest {
    private static final int DAY = 1440;

    @Test
    void fourWeeksOfTrafficEndWithTheBudgetAndTheAlertsOfExactArithmetic(@TempDir Path folder) throws Exception {
        var objective = Objectives.availability(new GatewayName("ml", "resnet50"), 99.5, 28);
        var traffic = new Traffic();
        for (int day = 0; day < 28; day++) {
            switch (day) {
                // Everything fails for a quarter of an hour at noon.
                case 5 -> traffic.then(720, 100, 0).then(15, 0, 1000).then(705, 1000, 1);
                // Two in a hundred, three afternoons long.
                case 12, 13, 14 -> traffic.then(720, 100, 0).then(720, 980, 20);
                // A release with eight in a hundred, taken back after two hours.
                case 20 -> traffic.then(720, 100, 0).then(120, 920, 80).then(600, 1000, 1);
                default -> traffic.then(720, 100, 0).then(720, 1000, 1);
            }
        }
        var checks = new ArrayList<String>();
        for (var urgency : Urgency.values()) {
            var pairs = BurnWindow.ALL.stream()
                    .filter(pair -> pair.urgency() == urgency)
                    .toList();
            var severity = "alertname=\"InferenceGatewayErrorBudgetBurn\",severity=\""
                    + (urgency == Urgency.PAGE ? "critical" : "warning") + "\"";
            int transitions = 0;
            int minute = DAY;
            boolean burning = false;
            for (var next = traffic.first(objective, pairs, true, minute); next.isPresent(); ) {
                minute = next.getAsInt();
                burning = !burning;
                int at = (minute + 4) / 5 * 5;
                checks.add(firing(at - 10, severity, burning ? 0 : 1));
                checks.add(firing(at + 10, severity, burning ? 1 : 0));
                transitions++;
                next = traffic.first(objective, pairs, !burning, minute + 1);
            }
            assertTrue(transitions >= 4, urgency + " begins and ends at least twice: " + transitions);
        }
        int end = traffic.minutes();
        var exhausted = new TreeSet<Boolean>();
        for (int minute = 4 * DAY; minute <= end; minute += DAY) {
            var left = traffic.budgetLeft(objective, minute);
            checks.add(value(
                    minute,
                    "count(abs(slo:period_error_budget_remaining:ratio - %s) < 0.001)"
                            .formatted(left.setScale(6, RoundingMode.HALF_UP).toPlainString()),
                    1));
            exhausted.add(left.signum() <= 0);
            checks.add(firing(
                    minute,
                    "alertname=~\"InferenceGatewayErrorBudget(Exhausted|Critical)\"",
                    left.signum() <= 0 ? 2 : 0));
            checks.add(firing(
                    minute,
                    "alertname=\"InferenceGatewayErrorBudgetWarning\"",
                    left.compareTo(new BigDecimal("0.25")) < 0 ? 1 : 0));
        }
        assertEquals(2, exhausted.size(), "the budget is used up on some days and not on others");
        checks.add(value(
                end,
                "count(abs(sum(slo:current_burn_rate:ratio) - %s) < 0.001)"
                        .formatted(new BigDecimal(1).divide(new BigDecimal("5.005"), MathContext.DECIMAL64)),
                1));
        checks.add(value(end, "count(igw:slo_window_coverage:ratio > 0.999)", 1));

        var rules = availabilityOnly(folder);
        var series = new ArrayList<>(Scenario.up("a", end));
        series.addAll(Scenario.requests("a", traffic));
        new Scenario(rules, "5m").test("four weeks", series, checks).play(folder.resolve("simulation.yaml"));
    }

    // The other objectives have no traffic here, and evaluating them for four weeks takes its time.
    private static Path availabilityOnly(Path folder) throws Exception {
        var rule = AlertRules.of(RuleFile.gateway("alerting: {thresholdAlerts: true}"), OperatorSettings.defaults());
        rule.getSpec()
                .getGroups()
                .forEach(group -> group.setRules(group.getRules().stream()
                        .filter(one -> "availability".equals(one.getLabels().get("slo")))
                        .toList()));
        return Files.writeString(folder.resolve("rules.yaml"), Serialization.asYaml(rule.getSpec()));
    }
}
