package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the operator reads back from Prometheus, for all gateways in one query: a plain selector, because everything
/// that costs is recorded already.
public enum BudgetSeries {
    /// Share of the error budget that is left over the window.
    REMAINING(Recorded.BUDGET_REMAINING, false),
    /// Burn rate of the last five minutes.
    BURN(Recorded.BURN_RATE, true),
    /// Share of the window that has been seen.
    COVERAGE(Recorded.COVERAGE, false),
    /// The target the other three were computed for.
    OBJECTIVE(Recorded.OBJECTIVE, true),
    /// Firing burn-rate alerts, as Prometheus itself records them.
    BURNING("ALERTS", true);

    // The label that holds a series' name.
    private static final String NAME = "__name__";

    private final String series;
    private final boolean moreIsWorse;

    BudgetSeries(String series, boolean moreIsWorse) {
        this.series = series;
        this.moreIsWorse = moreIsWorse;
    }

    /// The selector of all series of all gateways.
    ///
    /// @param namespaces of the gateways that matter; empty means all
    public static String query(Set<String> namespaces) {
        var names = Arrays.stream(values()).map(one -> one.series).collect(Collectors.joining("|"));
        var matchers = Stream.of(
                Promql.matches(NAME, names),
                // An absent label equals the empty text, so these two restrict the alerts and nothing else.
                Promql.matches("alertname", "|" + BurnRateAlerts.BURN),
                Promql.matches("alertstate", "|firing"),
                Metrics.GATEWAY_LABEL + "!=\"\"");
        var scope = namespaces.isEmpty()
                ? Stream.<String>empty()
                : Stream.of(Promql.matches(Promql.NAMESPACE, String.join("|", new TreeSet<>(namespaces))));
        return Stream.concat(matchers, scope).collect(Collectors.joining(",", "{", "}"));
    }

    static Optional<BudgetSeries> of(Map<String, String> labels) {
        String name = labels.getOrDefault(NAME, "");
        return Arrays.stream(values()).filter(one -> one.series.equals(name)).findFirst();
    }

    /// Of two samples that should be one (two replicas of a Prometheus, two severities of an alert): the worse news.
    double worse(double one, double other) {
        return moreIsWorse ? Math.max(one, other) : Math.min(one, other);
    }
}
