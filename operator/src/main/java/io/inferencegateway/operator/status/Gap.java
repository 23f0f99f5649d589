package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.desired.ScrapeTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a Prometheus or an Alertmanager does not see a monitoring object, with what to do.
///
/// @param words a clause whose subject is the Prometheus or the Alertmanager
record Gap(Reason reason, String words) {

    /// A pair of selectors as the Prometheus Operator reads it: without the first nothing is selected; without the
    /// second only the selecting object's own namespace is looked at.
    ///
    /// @param field name of the first in the spec, such as `serviceMonitorSelector`
    /// @param home namespace of the object that selects
    record Selectors(
            String field,
            @Nullable LabelSelector objects,
            @Nullable LabelSelector namespaces,
            String home) {

        Optional<Gap> gap(InferenceGateway gateway, Map<String, String> namespaceLabels) {
            return namespaceGap(gateway.getMetadata().getNamespace(), namespaceLabels)
                    .or(() -> objectGap(ScrapeTarget.labels(gateway)))
                    .map(words -> new Gap(Reason.NOT_SELECTED, words));
        }

        private Optional<String> namespaceGap(String namespace, Map<String, String> labels) {
            String namespaceField = field.replace("Selector", "NamespaceSelector");
            if (namespaces == null) {
                return home.equals(namespace)
                        ? Optional.empty()
                        : Optional.of("looks only into its own namespace (it has no %s)".formatted(namespaceField));
            }
            var missing = Selector.missing(namespaces, labels);
            return words(missing).map(words -> "wants, by its %s, the label %s on the namespace %s%s"
                    .formatted(namespaceField, words, namespace, command(missing, namespace)));
        }

        private Optional<String> objectGap(Map<String, String> labels) {
            if (objects == null) {
                return Optional.of("selects nothing (it has no %s)".formatted(field));
            }
            return words(Selector.missing(objects, labels))
                    .map(words ->
                            "wants, by its %s, the label %s: set it in spec.observability.metrics.serviceMonitor.labels"
                                    .formatted(field, words));
        }

        private static Optional<String> words(List<String> missing) {
            return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", missing));
        }

        // Only an exact value can be set by a command that we know.
        private static String command(List<String> missing, String namespace) {
            return missing.stream().anyMatch(label -> label.contains(" "))
                    ? ""
                    : ": kubectl label namespace " + namespace + " " + String.join(" ", missing);
        }
    }
}
