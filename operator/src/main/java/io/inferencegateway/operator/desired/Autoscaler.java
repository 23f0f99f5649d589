package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.inferencegateway.contract.Autoscaling;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.operator.desired.ScaledObject.ScaledObjectSpec;
import io.inferencegateway.operator.desired.ScaledObject.Target;
import io.inferencegateway.operator.desired.ScaledObject.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Who decides the number of pods: a HorizontalPodAutoscaler by CPU, a ScaledObject by what Prometheus says. Neither
/// scales in for lack of data: an HPA takes a pod without CPU figures for one at its target and does nothing without
/// any; for KEDA see `query`.
final class Autoscaler {
    private static final String DEPLOYMENT_API = "apps/v1";
    private static final String DEPLOYMENT = "Deployment";

    private Autoscaler() {}

    /// Whether the autoscaling that the spec asks for needs KEDA.
    static boolean needsKeda(InferenceGateway gateway) {
        var autoscaling = gateway.getSpec().autoscaling();
        return autoscaling != null && autoscaling.metric() != Autoscaling.Metric.CPU;
    }

    static Optional<HasMetadata> of(InferenceGateway gateway, Capabilities capabilities) {
        var autoscaling = gateway.getSpec().autoscaling();
        if (autoscaling == null || needsKeda(gateway) && !capabilities.scaledObject()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (autoscaling.metric()) {
                    case CPU -> byCpu(gateway, autoscaling);
                    case QUEUE_DEPTH ->
                        byPrometheus(gateway, autoscaling, "avg(%s%s)".formatted(Metrics.QUEUE_DEPTH, of(gateway, "")));
                    case REQUESTS_PER_SECOND -> byPrometheus(gateway, autoscaling, rate(gateway));
                });
    }

    private static HorizontalPodAutoscaler byCpu(InferenceGateway gateway, Autoscaling autoscaling) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(Ownership.metadata(gateway))
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion(DEPLOYMENT_API)
                .withKind(DEPLOYMENT)
                .withName(Names.of(gateway))
                .endScaleTargetRef()
                .withMinReplicas(autoscaling.minReplicas())
                .withMaxReplicas(autoscaling.maxReplicas())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(autoscaling.target())
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }

    private static ScaledObject byPrometheus(InferenceGateway gateway, Autoscaling autoscaling, String eachPod) {
        var trigger = new TreeMap<String, String>();
        trigger.put("serverAddress", String.valueOf(autoscaling.prometheusUrl()));
        trigger.put("query", query(gateway, eachPod));
        trigger.put("threshold", String.valueOf(autoscaling.target()));
        // Otherwise KEDA takes an empty answer for 0 and scales in (kedacore/keda#3065). As an error it leaves the
        // number of pods as it is; for the same reason there is no `fallback` to a fixed number.
        trigger.put("ignoreNullValues", "false");
        return new ScaledObject(
                Ownership.metadata(gateway),
                new ScaledObjectSpec(
                        new Target(DEPLOYMENT_API, DEPLOYMENT, Names.of(gateway)),
                        autoscaling.minReplicas(),
                        autoscaling.maxReplicas(),
                        List.of(new Trigger("prometheus", "AverageValue", trigger))));
    }

    // The average of the pods that were scraped, for all that should have been: one that is not seen does not count as
    // idle. Empty when none was seen, and always a single element, which KEDA insists on.
    private static String query(InferenceGateway gateway, String eachPod) {
        return "%s * count(up%s)".formatted(eachPod, of(gateway, ""));
    }

    private static String rate(InferenceGateway gateway) {
        String routes = ",%s=~\"%s\"".formatted(Metrics.ENDPOINT, String.join("|", Endpoints.PREDICTION_ROUTES));
        return "avg(sum by (instance) (rate(%s%s[2m])))".formatted(Metrics.HTTP_REQUESTS, of(gateway, routes));
    }

    private static String of(InferenceGateway gateway, String more) {
        return "{namespace=\"%s\",%s=\"%s\"%s}"
                .formatted(gateway.getMetadata().getNamespace(), Metrics.GATEWAY_LABEL, Names.of(gateway), more);
    }
}
