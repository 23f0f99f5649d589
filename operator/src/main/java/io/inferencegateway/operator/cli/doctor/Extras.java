package io.inferencegateway.operator.cli.doctor;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.DeviceType;
import io.inferencegateway.contract.Observability;
import io.inferencegateway.operator.desired.DevicePlacement;
import io.inferencegateway.operator.status.MonitoringStack;
import io.inferencegateway.operator.status.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What only some gateways need: monitoring, autoscaling, routes, GPUs, storage.
final class Extras {
    private static final String MONITORING = "monitoring.coreos.com/v1";
    private static final String PROMETHEUS_OPERATOR =
            "install the Prometheus Operator, for example by the chart kube-prometheus-stack";
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private Extras() {}

    static List<Examination> examinations() {
        return List.of(
                kind(
                        "service-monitor",
                        "ServiceMonitor",
                        MONITORING,
                        "ServiceMonitor",
                        "metrics of the pods in Prometheus",
                        Extras::monitored,
                        PROMETHEUS_OPERATOR),
                kind(
                        "prometheus-rule",
                        "PrometheusRule",
                        MONITORING,
                        "PrometheusRule",
                        "objectives, error budget and alerts",
                        Extras::monitored,
                        PROMETHEUS_OPERATOR),
                new Examination(
                        "prometheus",
                        "Prometheus that selects them",
                        "objectives, error budget and alerts",
                        "list prometheuses and get the namespace",
                        Extras::monitored,
                        Extras::prometheus),
                kind(
                        "metrics-server",
                        "metrics-server",
                        "metrics.k8s.io/v1beta1",
                        "PodMetrics",
                        "autoscaling by CPU",
                        patient -> patient.becomes("HorizontalPodAutoscaler"),
                        "install metrics-server; if it is, look at the APIService v1beta1.metrics.k8s.io"),
                kind(
                        "keda",
                        "KEDA",
                        "keda.sh/v1alpha1",
                        "ScaledObject",
                        "autoscaling by queue depth or requests per second",
                        patient -> patient.becomes("ScaledObject"),
                        "install KEDA"),
                kind(
                        "gateway-api",
                        "Gateway API",
                        "gateway.networking.k8s.io/v1",
                        "HTTPRoute",
                        "expose.gatewayRef",
                        patient -> patient.becomes("HTTPRoute"),
                        "install the Gateway API and a controller of it"),
                new Examination(
                        "gpu",
                        "nodes with NVIDIA GPUs",
                        "device: cuda",
                        "list nodes",
                        patient -> patient.gateway().getSpec().device() == DeviceType.CUDA,
                        Extras::gpu),
                new Examination(
                        "storage-class",
                        "default StorageClass",
                        "claims for models and caches that name no class",
                        "list storageclasses",
                        patient -> false,
                        Extras::storageClass));
    }

    private static Examination kind(
            String id,
            String what,
            String apiVersion,
            String kind,
            String neededFor,
            Predicate<Patient> needed,
            String advice) {
        return new Examination(
                id,
                what,
                neededFor,
                "get /apis",
                needed,
                patient -> patient.serves(apiVersion, kind)
                        ? Found.ok(kind + " of " + apiVersion)
                        : Found.missing("the API server has no %s of %s".formatted(kind, apiVersion), advice));
    }

    // With `auto` a gateway takes monitoring where there is some.
    private static boolean monitored(Patient patient) {
        return patient.gateway()
                        .getSpec()
                        .observability()
                        .metrics()
                        .serviceMonitor()
                        .enabled()
                == Observability.Enabled.ALWAYS;
    }

    private static Found prometheus(Patient patient) {
        if (!patient.serves(MONITORING, "Prometheus")) {
            return Found.missing("the API server has no Prometheus of " + MONITORING, PROMETHEUS_OPERATOR);
        }
        var client = patient.client();
        var prometheuses =
                client.resources(Prometheus.class).inAnyNamespace().list().getItems();
        var namespace = client.namespaces().withName(patient.namespace()).get();
        var labels = namespace == null || namespace.getMetadata().getLabels() == null
                ? Map.of("kubernetes.io/metadata.name", patient.namespace())
                : namespace.getMetadata().getLabels();
        var stack = new MonitoringStack(prometheuses, List.of(), labels, Map.of(), Map.of());
        if (prometheuses.isEmpty()) {
            return Found.missing(
                    "there is no Prometheus object", "make one, or have your scraper read the pods' port 8002");
        }
        return Selection.lacking(patient.gateway(), stack)
                .map(words -> Found.missing(words, "see docs/howto/monitor.md"))
                .orElseGet(() -> Found.ok(Selection.selecting(patient.gateway(), stack).stream()
                                .map(Selection::name)
                                .collect(Collectors.joining(" and "))
                        + " does, in namespace " + patient.namespace()));
    }

    private static Found gpu(Patient patient) {
        var nodes = patient.client().nodes().list().getItems().stream()
                .filter(Extras::hasGpu)
                .map(node -> node.getMetadata().getName())
                .toList();
        return nodes.isEmpty()
                ? Found.missing(
                        "no node offers " + DevicePlacement.GPU,
                        "add a node with one, and NVIDIA's device plugin or GPU operator")
                : Found.ok("%d: %s".formatted(nodes.size(), String.join(", ", nodes)));
    }

    private static boolean hasGpu(Node node) {
        return Optional.ofNullable(node.getStatus())
                .map(NodeStatus::getAllocatable)
                .map(resources -> resources.get(DevicePlacement.GPU))
                .map(Quantity::getNumericalAmount)
                .filter(amount -> amount.signum() > 0)
                .isPresent();
    }

    private static Found storageClass(Patient patient) {
        return patient.client().storage().v1().storageClasses().list().getItems().stream()
                .map(HasMetadata::getMetadata)
                .filter(metadata -> metadata.getAnnotations() != null
                        && "true".equals(metadata.getAnnotations().get(DEFAULT_CLASS)))
                .findFirst()
                .map(metadata -> Found.ok(metadata.getName()))
                .orElseGet(() -> Found.missing(
                        "none is the default",
                        "annotate one with %s=true, or name a class in each claim".formatted(DEFAULT_CLASS)));
    }
}
