package io.inferencegateway.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import java.nio.file.Path;
import java.util.Map;

/// Gateways of the tests, and their rules in Prometheus' rule-file format (which is a PrometheusRule's spec).
final class RuleFile {
    static final Path GOLDEN = Path.of("src/test/resources/golden/rules");

    /// Every golden file with the gateway it shows: the default, another window, a target with a pair that cannot fire,
    /// and all that can be asked for.
    static final Map<String, InferenceGateway> GATEWAYS = Map.of(
            "default.yaml", gateway("replicas: 1"),
            "threshold-alerts.yaml",
                    gateway("alerting: {thresholdAlerts: true}\n  slo: {throughput: {target: 50, warn: 45.5}}"),
            "availability-99.9-30d.yaml", gateway("slo: {window: 30d, availability: {target: 99.9}}"),
            "availability-90-28d.yaml", gateway("slo: {window: 28d, availability: {target: 90}}"));

    // Lines are not split and quotes are few: an expression is read, and found by search, as one line.
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private RuleFile() {}

    /// A gateway `ml/resnet50` with a line of spec.
    static InferenceGateway gateway(String spec) {
        return Serialization.unmarshal("""
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: resnet50, namespace: ml}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  %s
                """.formatted(spec), InferenceGateway.class);
    }

    static String of(InferenceGateway gateway) {
        return of(gateway, OperatorSettings.defaults());
    }

    static String of(InferenceGateway gateway, OperatorSettings settings) {
        try {
            return YAML.writeValueAsString(AlertRules.of(gateway, settings).getSpec());
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
