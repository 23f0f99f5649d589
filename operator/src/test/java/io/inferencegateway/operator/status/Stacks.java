package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import java.util.List;
import java.util.Map;

/// Monitoring stacks of the tests.
public final class Stacks {
    /// A Prometheus that selects everything everywhere and keeps it for long.
    public static final String ALL = """
            serviceMonitorSelector: {}
            serviceMonitorNamespaceSelector: {}
            ruleSelector: {}
            ruleNamespaceSelector: {}
            probeSelector: {}
            probeNamespaceSelector: {}
            retention: 60d
            alerting: {alertmanagers: [{name: main, port: web}]}
            """;

    static final MonitoringStack SELECTING = new MonitoringStack(
            List.of(prometheus("k8s", ALL)), List.of(alertmanager("{}", "{}")), Map.of(), Map.of(), Map.of());

    private Stacks() {}

    /// `monitoring/NAME` with a spec; a later line of the spec wins.
    public static Prometheus prometheus(String name, String spec) {
        return read("Prometheus", name, spec, Prometheus.class);
    }

    static Alertmanager alertmanager(String selector, String namespaceSelector) {
        return read("Alertmanager", "main", """
                alertmanagerConfigSelector: %s
                alertmanagerConfigNamespaceSelector: %s
                """.formatted(selector, namespaceSelector), Alertmanager.class);
    }

    private static <R extends HasMetadata> R read(String kind, String name, String spec, Class<R> type) {
        return Serialization.unmarshal("""
                apiVersion: monitoring.coreos.com/v1
                kind: %s
                metadata: {name: %s, namespace: monitoring}
                spec:
                """.formatted(kind, name) + spec.indent(2), type);
    }
}
