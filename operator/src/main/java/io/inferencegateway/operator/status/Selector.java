package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a label selector misses in a set of labels, in words.
final class Selector {
    private Selector() {}

    /// One phrase for each requirement that the labels do not meet, such as `release=kube-prometheus-stack`. An empty
    /// selector selects everything.
    static List<String> missing(LabelSelector selector, Map<String, String> labels) {
        var missing = new ArrayList<String>();
        Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()).forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                missing.add(key + "=" + value);
            }
        });
        Optional.ofNullable(selector.getMatchExpressions()).orElse(List.of()).stream()
                .filter(requirement -> !meets(requirement, Optional.ofNullable(labels.get(requirement.getKey()))))
                .map(Selector::words)
                .forEach(missing::add);
        return missing;
    }

    // As the API server reads them: a label that is absent is not in any list.
    private static boolean meets(LabelSelectorRequirement requirement, Optional<String> value) {
        return switch (requirement.getOperator()) {
            case "In" -> value.filter(requirement.getValues()::contains).isPresent();
            case "NotIn" -> value.filter(requirement.getValues()::contains).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            default -> false;
        };
    }

    private static String words(LabelSelectorRequirement requirement) {
        String values = String.join(" or ", requirement.getValues());
        return switch (requirement.getOperator()) {
            case "In" -> requirement.getKey() + "=" + values;
            case "NotIn" -> requirement.getKey() + " other than " + values;
            case "Exists" -> requirement.getKey() + " with any value";
            case "DoesNotExist" -> "no " + requirement.getKey();
            default -> requirement.getKey() + " " + requirement.getOperator() + " " + values;
        };
    }
}
