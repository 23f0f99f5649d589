package io.inferencegateway.operator.cli.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.operator.cli.cluster.Answers;
import java.net.HttpURLConnection;
import java.util.function.Function;
import java.util.function.Predicate;

/// One thing that a gateway may need of its cluster, and how to look at it.
///
/// @param rights what whoever looks needs, as `kubectl auth can-i` reads it: `list nodes`
/// @param needed whether it is needed by the gateway that is asked about
/// @param look what is there; may throw what the Kubernetes client throws
record Examination(
        String id,
        String what,
        String neededFor,
        String rights,
        Predicate<Patient> needed,
        Function<Patient, Found> look) {

    Diagnosis of(Patient patient) {
        var found = found(patient);
        return new Diagnosis(id, what, found.state(), needed.test(patient), found.seen(), neededFor, found.advice());
    }

    private Found found(Patient patient) {
        try {
            return look.apply(patient);
        } catch (KubernetesClientException refused) {
            return switch (refused.getCode()) {
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_UNAUTHORIZED ->
                    Found.notAllowed(
                            "you may not look: " + Answers.words(refused),
                            "have somebody who may (%s) run igw doctor".formatted(rights));
                default -> Found.missing(Answers.words(refused), "look at the API server, and ask again");
            };
        }
    }
}
