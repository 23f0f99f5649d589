package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusSpec;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.desired.AlertRouting;
import io.inferencegateway.operator.desired.SyntheticProbe;
import io.inferencegateway.operator.status.Gap.Selectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What keeps a Prometheus or an Alertmanager from seeing a gateway's monitoring objects.
public final class Selection {
    private Selection() {}

    /// The Prometheuses that select everything of the gateway: whose rights matter.
    public static List<Prometheus> selecting(InferenceGateway gateway, MonitoringStack stack) {
        return stack.prometheuses().stream()
                .filter(prometheus -> selectors(prometheus, gateway, stack).isEmpty())
                .toList();
    }

    /// What keeps the Prometheus that comes closest from seeing the gateway, as a sentence; empty when one sees it, or
    /// when there is none.
    public static Optional<String> lacking(InferenceGateway gateway, MonitoringStack stack) {
        return stack.prometheuses().stream()
                .min(Comparator.<Prometheus>comparingInt(
                                prometheus -> gaps(prometheus, gateway, stack).size())
                        .thenComparing(Selection::name))
                .flatMap(closest -> gaps(closest, gateway, stack).stream()
                        .map(Gap::words)
                        .reduce((some, more) -> some + "; it " + more)
                        .map(words -> "Prometheus " + name(closest) + " " + words));
    }

    /// `namespace/name`.
    public static String name(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    static List<Gap> gaps(Prometheus prometheus, InferenceGateway gateway, MonitoringStack stack) {
        var spec = prometheus.getSpec();
        var gaps = new ArrayList<>(selectors(prometheus, gateway, stack));
        if (Boolean.TRUE.equals(spec.getPaused())) {
            gaps.add(new Gap(Reason.NOT_SELECTED, "is paused and takes up nothing new: set spec.paused to false"));
        }
        if (AlertRouting.wanted(gateway) && tellsNobody(spec)) {
            gaps.add(new Gap(
                    Reason.NOT_SELECTED,
                    "sends alerts to no Alertmanager: name one in its spec.alerting.alertmanagers"));
        }
        if (Boolean.TRUE.equals(spec.getOverrideHonorLabels())) {
            gaps.add(new Gap(
                    Reason.LABELS_OVERRIDDEN,
                    "renames labels of the pods' series, endpoint among them: set its spec.overrideHonorLabels"
                            + " to false"));
        }
        refused(prometheus, stack).ifPresent(gaps::add);
        var forbidden = stack.forbidden().getOrDefault(name(prometheus), List.of());
        if (!forbidden.isEmpty()) {
            gaps.add(new Gap(
                    Reason.NOT_ALLOWED,
                    "may not list %s in the namespace %s and so finds no pod: bind a Role with get, list and watch on them to its service account %s"
                            .formatted(
                                    String.join(", ", forbidden),
                                    gateway.getMetadata().getNamespace(),
                                    serviceAccount(prometheus))));
        }
        return gaps;
    }

    static List<Gap> gaps(Alertmanager alertmanager, InferenceGateway gateway, MonitoringStack stack) {
        var spec = alertmanager.getSpec();
        var selectors = new Selectors(
                "alertmanagerConfigSelector",
                spec.getAlertmanagerConfigSelector(),
                spec.getAlertmanagerConfigNamespaceSelector(),
                alertmanager.getMetadata().getNamespace());
        return Stream.of(selectors.gap(gateway, stack.namespaceLabels()), refused(alertmanager, stack))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Gap> refused(HasMetadata onlooker, MonitoringStack stack) {
        return Optional.ofNullable(stack.refused().get(name(onlooker)))
                .map(words -> new Gap(Reason.NOT_ACCEPTED, "does not accept the " + String.join("; the ", words)));
    }

    /// `namespace/name` of the service account a Prometheus discovers its targets with.
    public static String serviceAccount(Prometheus prometheus) {
        return prometheus.getMetadata().getNamespace() + "/"
                + Optional.ofNullable(prometheus.getSpec().getServiceAccountName())
                        .orElse("default");
    }

    private static List<Gap> selectors(Prometheus prometheus, InferenceGateway gateway, MonitoringStack stack) {
        var spec = prometheus.getSpec();
        String home = prometheus.getMetadata().getNamespace();
        var all = new ArrayList<Selectors>();
        all.add(new Selectors(
                "serviceMonitorSelector",
                spec.getServiceMonitorSelector(),
                spec.getServiceMonitorNamespaceSelector(),
                home));
        all.add(new Selectors("ruleSelector", spec.getRuleSelector(), spec.getRuleNamespaceSelector(), home));
        if (SyntheticProbe.wanted(gateway)) {
            all.add(new Selectors("probeSelector", spec.getProbeSelector(), spec.getProbeNamespaceSelector(), home));
        }
        return all.stream()
                .map(selectors -> selectors.gap(gateway, stack.namespaceLabels()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean tellsNobody(PrometheusSpec spec) {
        boolean named = spec.getAlerting() != null
                && !spec.getAlerting().getAlertmanagers().isEmpty();
        return !named && spec.getAdditionalAlertManagerConfigs() == null;
    }
}
