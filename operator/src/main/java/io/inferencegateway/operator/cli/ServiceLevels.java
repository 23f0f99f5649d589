package io.inferencegateway.operator.cli;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.export.Export;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/// The service levels of gateways as documents of another tool, for `igw render --format`.
record ServiceLevels(List<Export> exports) {
    // Lines are not split: an expression is read, and found by search, as it is in the rules.
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    /// @throws IOException when the tool could not tell two of the gateways apart
    static ServiceLevels of(List<InferenceGateway> gateways, Render.Format format, OperatorSettings settings)
            throws IOException {
        var names = new HashSet<String>();
        for (var gateway : gateways) {
            var name = gateway.getMetadata().getName();
            if (format == Render.Format.openslo && !names.add(name)) {
                throw new IOException("two gateways are named " + name
                        + ", and OpenSLO's names have no namespace: render" + " those of one namespace at a time");
            }
        }
        return new ServiceLevels(gateways.stream()
                .map(gateway -> export(gateway, format, settings))
                .toList());
    }

    private static Export export(InferenceGateway gateway, Render.Format format, OperatorSettings settings) {
        var promises = AlertRules.promises(gateway);
        var policy = AlertRules.policy(gateway, settings);
        return switch (format) {
            case openslo -> Export.openSlo(promises);
            case sloth -> Export.sloth(promises, policy);
            case pyrra -> Export.pyrra(promises, policy);
            case kubernetes -> throw new IllegalArgumentException("manifests are not service levels");
        };
    }

    /// Every document, each after a line of three dashes.
    String yaml() throws IOException {
        var text = new StringBuilder();
        for (var export : exports) {
            for (var document : export.documents()) {
                text.append(YAML.writeValueAsString(document));
            }
        }
        return text.toString();
    }

    /// What the tool has no place for.
    List<String> notes() {
        return exports.stream().flatMap(export -> export.notes().stream()).toList();
    }
}
