package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The error budgets of all gateways at one moment, by gateway and objective.
public record BudgetReport(Map<GatewayName, Map<String, BudgetFigures>> gateways) {
    /// Nothing measured of anybody.
    public static final BudgetReport EMPTY = new BudgetReport(Map.of());

    public BudgetReport {
        gateways = Map.copyOf(gateways);
    }

    /// Figures by objective; empty when Prometheus has none of the gateway.
    public Map<String, BudgetFigures> of(GatewayName gateway) {
        return gateways.getOrDefault(gateway, Map.of());
    }

    /// Gateways of which the two reports say something different.
    public Set<GatewayName> changedSince(BudgetReport earlier) {
        var changed = new HashSet<>(gateways.keySet());
        changed.addAll(earlier.gateways.keySet());
        changed.removeIf(gateway -> Objects.equals(of(gateway), earlier.of(gateway)));
        return changed;
    }

    /// Collects samples as they are read; what is not a number, or not of ours, is left out.
    public static final class Builder implements Consumer<Sample> {
        private final Map<GatewayName, Map<String, Map<BudgetSeries, Double>>> samples = new HashMap<>();

        @Override
        public void accept(Sample sample) {
            var labels = sample.labels();
            String namespace = labels.getOrDefault(Promql.NAMESPACE, "");
            String gateway = labels.getOrDefault(Metrics.GATEWAY_LABEL, "");
            String objective = labels.getOrDefault(Recorded.SLO, "");
            if (Double.isFinite(sample.value()) && !namespace.isEmpty() && !gateway.isEmpty() && !objective.isEmpty()) {
                BudgetSeries.of(labels).ifPresent(series -> samples.computeIfAbsent(
                                new GatewayName(namespace, gateway), any -> new HashMap<>())
                        .computeIfAbsent(objective, any -> new EnumMap<>(BudgetSeries.class))
                        .merge(series, sample.value(), series::worse));
            }
        }

        public BudgetReport build() {
            var gateways = new HashMap<GatewayName, Map<String, BudgetFigures>>();
            samples.forEach((gateway, objectives) -> {
                var figures = new TreeMap<String, BudgetFigures>();
                objectives.forEach((objective, values) ->
                        BudgetFigures.of(values).ifPresent(known -> figures.put(objective, known)));
                gateways.put(gateway, Map.copyOf(figures));
            });
            return new BudgetReport(gateways);
        }
    }
}
