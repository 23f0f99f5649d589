package io.inferencegateway.operator.cli.doctor;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The table of contents of `igw doctor`: everything it looks at, in this order.
public final class Examinations {
    private static final List<Examination> ALL = Stream.concat(
                    Core.examinations().stream(), Extras.examinations().stream())
            .toList();

    private Examinations() {}

    /// Looks at all of them, once; a refusal is a diagnosis. The API server is known to answer.
    ///
    /// @param namespace where gateways are to be
    /// @param gateway the one that is asked about; empty: any
    public static List<Diagnosis> of(KubernetesClient client, String namespace, Optional<InferenceGateway> gateway) {
        var patient = new Patient(client, namespace, gateway);
        return ALL.stream().map(one -> one.of(patient)).toList();
    }
}
