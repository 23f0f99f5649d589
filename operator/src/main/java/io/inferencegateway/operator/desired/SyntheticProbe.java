package io.inferencegateway.operator.desired;

import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.ProbeBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfigBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.SyntheticCheck;
import io.inferencegateway.contract.wire.Metrics;
import java.util.Optional;

/// The Probe of a gateway that asks for one: a blackbox exporter sends a request through the Service, as a client
/// would.
public final class SyntheticProbe {
    private SyntheticProbe() {}

    /// Whether the gateway wants to be probed.
    public static boolean wanted(InferenceGateway gateway) {
        return Desired.monitored(gateway) && check(gateway).isPresent();
    }

    static Optional<Probe> of(InferenceGateway gateway) {
        return check(gateway).map(check -> new ProbeBuilder()
                .withMetadata(Ownership.metadata(gateway, ScrapeTarget.labels(gateway)))
                .withNewSpec()
                .withInterval(check.interval())
                .withModule(check.module())
                .withNewProber()
                .withUrl(check.prober())
                .endProber()
                .withNewTargets()
                .withNewStaticConfig()
                .withStatic(Names.url(gateway) + check.path())
                .endStaticConfig()
                .endTargets()
                .withMetricRelabelings(new RelabelConfigBuilder()
                        .withAction("replace")
                        .withTargetLabel(Metrics.GATEWAY_LABEL)
                        .withReplacement(Names.of(gateway))
                        .build())
                .endSpec()
                .build());
    }

    // The label is not written on the target, because then the exporter's own `up` would have it, and a gateway whose
    // pods are all gone would count as one with a target. Metric relabelling leaves `up` alone
    // (https://prometheus.io/docs/concepts/jobs_instances/: generated after the scrape).
    private static Optional<SyntheticCheck> check(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getSpec().observability().metrics().probe());
    }
}
