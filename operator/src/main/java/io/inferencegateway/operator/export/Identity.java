package io.inferencegateway.operator.export;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.slo.Promql;
import java.util.Map;
import java.util.TreeMap;

/// The labels that every series of a gateway has, sorted.
final class Identity {
    private Identity() {}

    static Map<String, String> labels(GatewayName gateway) {
        return new TreeMap<>(Map.of(Promql.NAMESPACE, gateway.namespace(), Metrics.GATEWAY_LABEL, gateway.name()));
    }
}
