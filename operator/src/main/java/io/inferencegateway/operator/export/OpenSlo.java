package io.inferencegateway.operator.export;

import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Promises;
import io.inferencegateway.operator.slo.Recorded;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A gateway as an OpenSLO Service, and an SLO for each of its objectives. Shapes are those of the specification,
/// openslo/v1. Its names are DNS labels without a namespace, so that is a label.
final class OpenSlo {
    private static final String VERSION = "openslo/v1";

    private OpenSlo() {}

    record Document(String apiVersion, String kind, Metadata metadata, Object spec) {}

    record Metadata(String name, Map<String, String> labels) {}

    record ServiceSpec(String description) {}

    record SloSpec(
            String description,
            String service,
            Indicator indicator,
            List<TimeWindow> timeWindow,
            String budgetingMethod,
            List<Target> objectives) {}

    record Indicator(Metadata metadata, IndicatorSpec spec) {}

    record IndicatorSpec(RatioMetric ratioMetric) {}

    /// @param counter false: a query gives the events of the last minutes, not a number that only grows
    record RatioMetric(boolean counter, Metric bad, Metric total) {}

    record Metric(MetricSource metricSource) {
        static Metric prometheus(String query) {
            return new Metric(new MetricSource("Prometheus", Map.of("query", query)));
        }
    }

    record MetricSource(String type, Map<String, String> spec) {}

    record TimeWindow(String duration, boolean isRolling) {}

    record Target(String displayName, BigDecimal target) {}

    static List<Document> documents(Promises promises) {
        var gateway = promises.gateway();
        var service = new Document(
                VERSION, "Service", metadata(gateway, gateway.name()), new ServiceSpec("Gateway " + gateway.text()));
        return Stream.concat(Stream.of(service), promises.objectives().stream().map(OpenSlo::slo))
                .toList();
    }

    // Queries are those of the rules' five-minute events, from which the budget is computed.
    private static Document slo(Objective objective) {
        var gateway = objective.gateway();
        var metadata = metadata(gateway, gateway.name() + "-" + objective.name());
        var sli = objective.indicator();
        var ratio = new RatioMetric(
                false,
                Metric.prometheus(sli.badOrZero("increase", Recorded.STEP)),
                Metric.prometheus(sli.total("increase", Recorded.STEP)));
        return new Document(
                VERSION,
                "SLO",
                metadata,
                new SloSpec(
                        objective.promise(),
                        gateway.name(),
                        new Indicator(metadata, new IndicatorSpec(ratio)),
                        List.of(new TimeWindow(objective.windowText(), true)),
                        "Occurrences",
                        List.of(new Target(objective.name(), objective.targetRatio()))));
    }

    private static Metadata metadata(GatewayName gateway, String name) {
        return new Metadata(name, Identity.labels(gateway));
    }
}
