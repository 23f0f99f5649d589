package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.CRD_MISSING;
import static io.inferencegateway.contract.Reason.MONITORING_CONFIGURED;
import static io.inferencegateway.contract.Reason.MONITORING_DISABLED;
import static io.inferencegateway.contract.Reason.NAME_CONFLICT;
import static io.inferencegateway.contract.Reason.REFERENCE_NOT_FOUND;
import static io.inferencegateway.contract.Reason.REFUSED;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Desired;
import java.util.Set;

/// The check behind MonitoringReady. It never decides on Ready: a gateway serves without Prometheus.
final class Monitored {
    private static final Set<String> KINDS = Set.of("ServiceMonitor", "PrometheusRule");

    private Monitored() {}

    static Finding of(InferenceGateway gateway, Observed observed) {
        if (!Desired.monitored(gateway)) {
            return Finding.unknown(
                    MONITORING_DISABLED,
                    "spec.observability.metrics.serviceMonitor.enabled is never: nothing is scraped, nothing alerts");
        }
        if (!observed.capabilities().prometheusOperator()) {
            return Finding.no(
                    CRD_MISSING,
                    "the cluster has no ServiceMonitor and PrometheusRule kinds: install the Prometheus Operator"
                            + " (for example the chart kube-prometheus-stack); the gateway is looked at again every"
                            + " minute");
        }
        if (!observed.problems(Problem.NameConflict.class).isEmpty()) {
            return Finding.unknown(NAME_CONFLICT, "nothing of the gateway is applied while its name is taken");
        }
        if (!observed.problems(Problem.MissingReference.class).isEmpty()) {
            return Finding.unknown(REFERENCE_NOT_FOUND, "nothing new is applied while a reference is missing");
        }
        for (var refused : observed.problems(Problem.Refused.class)) {
            if (isMonitoring(refused)) {
                return Finding.no(REFUSED, refused.message());
            }
        }
        return Finding.yes(MONITORING_CONFIGURED, "ServiceMonitor and PrometheusRule are in place");
    }

    static boolean isMonitoring(Problem.Refused refused) {
        return KINDS.contains(refused.kind());
    }
}
