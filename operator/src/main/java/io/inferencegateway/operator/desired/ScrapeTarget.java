package io.inferencegateway.operator.desired;

import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.EndpointBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;

/// The ServiceMonitor that has a gateway's pods scraped, through its one Service: a pod behind two Services would be
/// counted twice.
public final class ScrapeTarget {
    private static final String POD_REVISION = "__meta_kubernetes_pod_label_pod_template_hash";

    private ScrapeTarget() {}

    static ServiceMonitor of(InferenceGateway gateway) {
        return new ServiceMonitorBuilder()
                .withMetadata(Ownership.metadata(gateway, labels(gateway)))
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(Labels.gatewaySelector(gateway))
                .endSelector()
                .withNewNamespaceSelector()
                .withMatchNames(gateway.getMetadata().getNamespace())
                .endNamespaceSelector()
                .withEndpoints(endpoint(gateway))
                .endSpec()
                .build();
    }

    /// Labels by which a Prometheus selects monitoring objects; the operator's own cannot be overwritten, it finds its
    /// objects by them.
    public static Map<String, String> labels(InferenceGateway gateway) {
        var labels = new LinkedHashMap<>(Labels.of(gateway));
        gateway.getSpec().observability().metrics().serviceMonitor().labels().forEach(labels::putIfAbsent);
        return labels;
    }

    // The list of endpoints is compared as a whole: what the API server would default is written out.
    private static Endpoint endpoint(InferenceGateway gateway) {
        return new EndpointBuilder()
                .withPort(Endpoints.MANAGEMENT_PORT_NAME)
                .withPath(Endpoints.METRICS)
                .withInterval(gateway.getSpec()
                        .observability()
                        .metrics()
                        .serviceMonitor()
                        .interval())
                // The pods' own labels win over the scrape's, as in the rules.
                .withHonorLabels(true)
                .withRelabelings(
                        replace()
                                .withTargetLabel(Metrics.GATEWAY_LABEL)
                                .withReplacement(Names.of(gateway))
                                .build(),
                        replace()
                                .withSourceLabels(POD_REVISION)
                                .withTargetLabel(Metrics.REVISION_LABEL)
                                .build())
                .build();
    }

    private static RelabelConfigBuilder replace() {
        return new RelabelConfigBuilder().withAction("replace");
    }
}
