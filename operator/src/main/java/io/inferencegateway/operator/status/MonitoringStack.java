package io.inferencegateway.operator.status;

import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import java.util.List;
import java.util.Map;

/// Who could scrape a gateway, evaluate its rules and send its alerts, as far as the operator can see.
///
/// @param namespaceLabels of the gateway's namespace
/// @param forbidden what a Prometheus may not list in that namespace, by `namespace/name` of the Prometheus
/// @param refused monitoring objects that are not accepted, by `namespace/name` of the Prometheus or Alertmanager
public record MonitoringStack(
        List<Prometheus> prometheuses,
        List<Alertmanager> alertmanagers,
        Map<String, String> namespaceLabels,
        Map<String, List<String>> forbidden,
        Map<String, List<String>> refused) {
    /// A cluster in which the operator sees none of them.
    public static final MonitoringStack NONE = new MonitoringStack(List.of(), List.of(), Map.of(), Map.of(), Map.of());

    public MonitoringStack {
        prometheuses = List.copyOf(prometheuses);
        alertmanagers = List.copyOf(alertmanagers);
        namespaceLabels = Map.copyOf(namespaceLabels);
        forbidden = Map.copyOf(forbidden);
        refused = Map.copyOf(refused);
    }
}
