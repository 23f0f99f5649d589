package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.inferencegateway.contract.InferenceGateway;
import java.util.Optional;
import java.util.stream.Stream;

/// The user's variables as the API server will store them. A selector of a field is compared as a whole, so what would
/// be defaulted in it is written out, or the Deployment would look different at every reconciliation
/// (k8s.io/kubernetes, pkg/apis/core/v1/defaults.go).
final class ExtraVariables {
    private static final String FIELD_API = "v1";
    private static final Quantity UNDIVIDED = new Quantity("0");

    private ExtraVariables() {}

    static Stream<EnvVar> of(InferenceGateway gateway) {
        return gateway.getSpec().podTemplate().env().stream().map(ExtraVariables::stored);
    }

    private static EnvVar stored(EnvVar asked) {
        var variable = asked.toBuilder().build();
        if ("".equals(variable.getValue())) {
            variable.setValue(null);
        }
        var from = Optional.ofNullable(variable.getValueFrom());
        from.map(source -> source.getFieldRef()).ifPresent(ExtraVariables::complete);
        from.map(source -> source.getResourceFieldRef()).ifPresent(ExtraVariables::complete);
        return variable;
    }

    private static void complete(ObjectFieldSelector field) {
        if (field.getApiVersion() == null) {
            field.setApiVersion(FIELD_API);
        }
    }

    private static void complete(ResourceFieldSelector field) {
        if (field.getDivisor() == null) {
            field.setDivisor(UNDIVIDED);
        }
    }
}
