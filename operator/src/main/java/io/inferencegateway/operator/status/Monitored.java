package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.CRD_MISSING;
import static io.inferencegateway.contract.Reason.MONITORING_DISABLED;
import static io.inferencegateway.contract.Reason.NAME_CONFLICT;
import static io.inferencegateway.contract.Reason.REFERENCE_NOT_FOUND;
import static io.inferencegateway.contract.Reason.REFUSED;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.AlertRouting;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.SyntheticProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The check behind MonitoringReady. It never decides on Ready: a gateway serves without Prometheus.
final class Monitored {
    private static final Set<String> KINDS = Set.of("ServiceMonitor", "PrometheusRule", "Probe", "AlertmanagerConfig");

    private Monitored() {}

    static Finding of(InferenceGateway gateway, Observed observed) {
        if (!Desired.monitored(gateway)) {
            return Finding.unknown(
                    MONITORING_DISABLED,
                    "spec.observability.metrics.serviceMonitor.enabled is never: nothing is scraped, nothing alerts");
        }
        var missing = missingKinds(gateway, observed);
        if (!missing.isEmpty()) {
            return Finding.no(
                    CRD_MISSING,
                    "the cluster has no %s kind%s: install the Prometheus Operator (for example the chart kube-prometheus-stack); the gateway is looked at again every minute"
                            .formatted(String.join(" and ", missing), missing.size() == 1 ? "" : "s"));
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
        return Watched.of(gateway, observed.capabilities(), observed.monitoring());
    }

    static boolean isMonitoring(Problem.Refused refused) {
        return KINDS.contains(refused.kind());
    }

    private static List<String> missingKinds(InferenceGateway gateway, Observed observed) {
        var served = observed.capabilities();
        var missing = new ArrayList<String>();
        if (!served.serviceMonitor()) {
            missing.add("ServiceMonitor");
        }
        if (!served.prometheusRule()) {
            missing.add("PrometheusRule");
        }
        if (!served.probe() && SyntheticProbe.wanted(gateway)) {
            missing.add("Probe");
        }
        if (!served.alertmanagerConfig() && AlertRouting.wanted(gateway)) {
            missing.add("AlertmanagerConfig");
        }
        return missing;
    }
}
