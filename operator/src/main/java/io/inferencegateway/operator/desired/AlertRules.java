package io.inferencegateway.operator.desired;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.operator.OperatorSettings;
import java.util.List;

/// Placeholder of the PrometheusRule with a gateway's recording rules and alerts.
public final class AlertRules {
    private AlertRules() {}

    public static PrometheusRule of(InferenceGateway gateway, OperatorSettings settings) {
        return new PrometheusRuleBuilder()
                .withMetadata(Ownership.metadata(gateway, ScrapeTarget.labels(gateway)))
                .withNewSpec()
                .addNewGroup()
                .withName("placeholder")
                .addNewRule()
                .withRecord("inference_gateway:placeholder")
                .withNewExpr("vector(1)")
                .endRule()
                .endGroup()
                .endSpec()
                .build();
    }

    public static List<SloStatus> slos(InferenceGateway gateway) {
        var slo = gateway.getSpec().slo();
        return List.of(new SloStatus(
                "availability",
                String.valueOf(slo.availability().target()),
                slo.window().days() + "d",
                null));
    }
}
