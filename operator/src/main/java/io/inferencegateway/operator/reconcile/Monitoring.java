package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.status.Bindings;
import io.inferencegateway.operator.status.MonitoringStack;
import io.inferencegateway.operator.status.Selection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks the cluster who could scrape a gateway, and whether they may.
final class Monitoring {
    private Monitoring() {}

    static MonitoringStack of(InferenceGateway gateway, List<HasMetadata> owned, Cluster cluster) {
        var prometheuses = cluster.all(Prometheus.class);
        var alertmanagers = cluster.all(Alertmanager.class);
        if (prometheuses.isEmpty() && alertmanagers.isEmpty()) {
            return MonitoringStack.NONE;
        }
        String namespace = gateway.getMetadata().getNamespace();
        var labels = cluster.namespaceLabels(namespace);
        var selectors = new MonitoringStack(prometheuses, alertmanagers, labels, Map.of(), Map.of());
        var forbidden = Selection.selecting(gateway, selectors).stream()
                .collect(Collectors.toMap(Selection::name, prometheus -> cluster.forbidden(prometheus, namespace)));
        return new MonitoringStack(prometheuses, alertmanagers, labels, forbidden, Bindings.refused(owned));
    }
}
