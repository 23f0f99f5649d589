package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.BUDGET_EXHAUSTED;
import static io.inferencegateway.contract.Reason.BURNING;
import static io.inferencegateway.contract.Reason.INSUFFICIENT_DATA;
import static io.inferencegateway.contract.Reason.MET;
import static io.inferencegateway.contract.Reason.MONITORING_DISABLED;
import static io.inferencegateway.contract.Reason.PROMETHEUS_NOT_CONFIGURED;
import static io.inferencegateway.contract.Reason.PROMETHEUS_UNAVAILABLE;

import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.slo.BudgetFigures;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The check behind SLOMet. It never decides on Ready: a gateway over its budget still serves.
final class SloMet {
    private SloMet() {}

    static Finding of(
            InferenceGateway gateway, List<SloStatus> slos, BudgetAnswer answer, InferenceGatewayStatus previous) {
        if (!Desired.monitored(gateway)) {
            return Finding.unknown(MONITORING_DISABLED, "nothing is scraped, so no objective is measured");
        }
        return switch (answer) {
            case BudgetAnswer.NotConfigured none ->
                Finding.unknown(
                        PROMETHEUS_NOT_CONFIGURED,
                        "the operator was given no Prometheus to ask; set prometheus.url of its chart");
            case BudgetAnswer.Pending early -> unchanged(previous);
            case BudgetAnswer.Unavailable down -> Finding.unknown(PROMETHEUS_UNAVAILABLE, unavailable(down));
            case BudgetAnswer.Known known -> judged(slos, known.objectives());
        };
    }

    private static Finding unchanged(InferenceGatewayStatus previous) {
        return Transitions.find(previous.conditions(), ConditionType.SLO_MET)
                .flatMap(condition -> reason(condition.getReason())
                        .map(reason -> new Finding(condition.getStatus(), reason, condition.getMessage())))
                .orElseGet(() -> Finding.unknown(INSUFFICIENT_DATA, "Prometheus has not been asked yet"));
    }

    private static Optional<Reason> reason(String text) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.text().equals(text))
                .findFirst();
    }

    private static String unavailable(BudgetAnswer.Unavailable down) {
        return "Prometheus gives no usable answer: %s. The figures in status.slos are %s"
                .formatted(
                        down.why(),
                        down.lastAnswer()
                                .map(at -> "of " + at.truncatedTo(ChronoUnit.SECONDS))
                                .orElse("from before the operator started"));
    }

    /// How one objective stands; the worst decides.
    private enum Standing {
        MET,
        UNKNOWN,
        BURNING,
        EXHAUSTED
    }

    private record Verdict(Standing standing, String words) {}

    private static Finding judged(List<SloStatus> slos, Map<String, BudgetFigures> figures) {
        var verdicts = slos.stream()
                .map(slo -> verdict(slo, Optional.ofNullable(figures.get(slo.name()))))
                .toList();
        var worst = verdicts.stream()
                .map(Verdict::standing)
                .max(Comparator.naturalOrder())
                .orElse(Standing.UNKNOWN);
        // What is well needs no words beside what is not.
        String words = verdicts.stream()
                .filter(verdict -> worst == Standing.MET || verdict.standing() != Standing.MET)
                .sorted(Comparator.comparing(Verdict::standing).reversed())
                .map(Verdict::words)
                .collect(Collectors.joining("; "));
        return switch (worst) {
            case MET -> Finding.yes(MET, words);
            case UNKNOWN -> Finding.unknown(INSUFFICIENT_DATA, words);
            case BURNING -> Finding.no(BURNING, words);
            case EXHAUSTED -> Finding.no(BUDGET_EXHAUSTED, words);
        };
    }

    private static Verdict verdict(SloStatus slo, Optional<BudgetFigures> figures) {
        if (figures.isEmpty()) {
            return new Verdict(
                    Standing.UNKNOWN, slo.name() + ": Prometheus has no rules of it yet; see MonitoringReady");
        }
        var known = figures.get();
        if (!known.target().equals(slo.target())) {
            return new Verdict(
                    Standing.UNKNOWN,
                    "%s: the rules in Prometheus are still those of %s %%".formatted(slo.name(), known.target()));
        }
        var spent = known.spent();
        if (spent.isPresent() && known.trusted() && spent.get().tier() == BudgetTier.INCIDENT) {
            return new Verdict(Standing.EXHAUSTED, slo.name() + " has no error budget left over " + slo.window());
        }
        if (known.burning()) {
            return new Verdict(Standing.BURNING, slo.name() + " burns its error budget too fast: an alert fires");
        }
        if (spent.isEmpty()) {
            return new Verdict(Standing.UNKNOWN, slo.name() + ": no traffic has been measured");
        }
        return known.trusted()
                ? new Verdict(Standing.MET, slo.name() + " has error budget left")
                : new Verdict(
                        Standing.UNKNOWN,
                        "%s: %d %% of %s has been seen, %d %% is needed"
                                .formatted(
                                        slo.name(),
                                        known.coveragePercent(),
                                        slo.window(),
                                        BudgetFigures.ENOUGH_COVERAGE));
    }
}
