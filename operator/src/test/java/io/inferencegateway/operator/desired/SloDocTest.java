package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.slo.BurnWindow;
import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Objectives;
import io.inferencegateway.operator.slo.Promql;
import io.inferencegateway.operator.slo.Urgency;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// docs/slo.md says what the code does: every number of its tables is computed here.
class SloDocTest {
    private static String page = "";

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("../docs/slo.md"));
    }

    private static void says(String row) {
        assertTrue(page.contains(row + "\n"), "docs/slo.md lacks\n" + row);
    }

    private static List<Rule> rules() {
        return AlertRules.of(RuleFile.gateway("alerting: {thresholdAlerts: true}"), OperatorSettings.defaults())
                .getSpec()
                .getGroups()
                .stream()
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    @Test
    void everyOutcomeCountsAsThePageSays() {
        for (var outcome : Outcome.values()) {
            var row = page.lines()
                    .filter(line -> line.startsWith("| `" + outcome.label() + "` |"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    row.endsWith(
                            "| %s | %s |".formatted(yes(outcome.countsAsEvent()), yes(outcome.countsAgainstSlo()))),
                    row);
        }
    }

    @Test
    void everyObjectiveHasItsDefaultTargetBudgetAndUrgencies() {
        for (var objective :
                AlertRules.promises(RuleFile.gateway("replicas: 1")).objectives()) {
            says("| `%s` | %s %% | %s | %s |"
                    .formatted(
                            objective.name(),
                            objective.targetText(),
                            objective.budget().toPlainString(),
                            Stream.of(Urgency.values())
                                    .filter(objective.urgencies()::contains)
                                    .map(urgency -> urgency == Urgency.PAGE ? "page" : "ticket")
                                    .collect(Collectors.joining(", "))));
        }
    }

    @Test
    void everyPairHasItsFactorsAndThresholds() {
        for (var pair : BurnWindow.ALL) {
            var four = objective(99.5, 28);
            var month = objective(99.5, 30);
            says("| %s | %s | %s %% | %s | %s | %s / %s | %s |"
                    .formatted(
                            Promql.duration(pair.longWindow()),
                            Promql.duration(pair.shortWindow()),
                            pair.budgetShare().movePointRight(2).toPlainString(),
                            pair.factor(four).toPlainString(),
                            pair.factor(month).toPlainString(),
                            pair.threshold(four).toPlainString(),
                            pair.threshold(month).toPlainString(),
                            pair.urgency() == Urgency.PAGE ? "page" : "ticket"));
        }
    }

    @Test
    void theBudgetTableIsRight() {
        for (double target : List.of(90d, 95d, 99d, 99.5, 99.9, 99.95)) {
            var objective = objective(target, 28);
            says("| %s %% | %s | %s | %s | %sx |"
                    .formatted(
                            objective.targetText(),
                            objective
                                    .budget()
                                    .multiply(BigDecimal.valueOf(100_000))
                                    .setScale(0)
                                    .toPlainString(),
                            outage(objective),
                            outage(objective(target, 30)),
                            objective.maxBurnRate().toPlainString()));
        }
    }

    @Test
    void everyAlertHasARowWithItsUrgencyAndItsWait() {
        var expected = rules().stream()
                .filter(rule -> rule.getAlert() != null)
                .map(rule -> "| [`%s`](runbooks/%s.md) | %s |"
                        .formatted(rule.getAlert(), rule.getAlert(), rule.getFor() == null ? "-" : rule.getFor()))
                .collect(Collectors.toCollection(TreeSet::new));
        var rows = page.lines()
                .filter(line -> line.startsWith("| [`InferenceGateway"))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 2) + 1) + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, rows);
    }

    @Test
    void everyRecordingIsNamed() {
        var missing = rules().stream()
                .map(Rule::getRecord)
                .filter(name -> name != null && !page.contains("`" + name + "`"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(), missing);
    }

    private static Objective objective(double target, int days) {
        return Objectives.availability(new GatewayName("ml", "resnet50"), target, days);
    }

    // A total outage at steady traffic.
    private static String outage(Objective objective) {
        var time = Duration.ofSeconds(objective
                .budget()
                .multiply(BigDecimal.valueOf(objective.window().toSeconds()))
                .longValue());
        return "%dh %02dm".formatted(time.toHours(), time.toMinutesPart());
    }

    private static String yes(boolean yes) {
        return yes ? "yes" : "no";
    }
}
