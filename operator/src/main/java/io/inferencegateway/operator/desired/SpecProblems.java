package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.ReservedVariables;
import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.contract.wire.PodSettings;
import java.util.List;
import java.util.Locale;

/// What stops a spec from being carried out although the schema let it through (an older CRD, a file without a
/// cluster): the pod's own check of its settings, run before any pod.
public final class SpecProblems {
    private SpecProblems() {}

    /// One sentence per problem; empty when the spec is good.
    public static List<String> of(InferenceGateway gateway) {
        if (gateway.getSpec() == null
                || gateway.getSpec().model() == null
                || gateway.getSpec().model().storageUri() == null) {
            return List.of("spec.model.storageUri is missing; name the model to serve");
        }
        try {
            var settings = InferenceContainer.settings(gateway);
            PodSettings.fromEnv(settings.toEnv());
            ComputeResources.of(gateway.getSpec());
            var reserved = reserved(gateway);
            if (!reserved.isEmpty()) {
                return reserved;
            }
            return List.of();
        } catch (InvalidSettings refused) {
            return refused.problems();
        } catch (IllegalArgumentException | ArithmeticException refused) {
            return List.of("the spec cannot be read: " + refused.getMessage());
        }
    }

    // The schema says so too, since it knows the field.
    private static List<String> reserved(InferenceGateway gateway) {
        return gateway.getSpec().podTemplate().env().stream()
                .map(EnvVar::getName)
                .filter(name -> ReservedVariables.NAMES.contains(name.toUpperCase(Locale.ROOT)))
                .map(name -> "podTemplate.env sets " + name + ", which other fields of the resource set; use those")
                .toList();
    }
}
