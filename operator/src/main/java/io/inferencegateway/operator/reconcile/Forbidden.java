package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/// Questions that the operator may have no right to ask: they must never keep a gateway from serving.
final class Forbidden {
    private static final int FORBIDDEN = 403;

    private Forbidden() {}

    static <T> T otherwise(T answer, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == FORBIDDEN) {
                return answer;
            }
            throw refused;
        }
    }
}
