package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Tells the API server's answer to a write from everything else that can go wrong with it. What it answers concerns
/// one object: a quota, a webhook that is down, a kind that is gone. The rest of the gateway is carried out, and the
/// answer is told in a condition. Where there is no answer nothing else would get one: the reconciliation ends.
final class Refusal {
    private static final int LOWEST_STATUS = 100;

    private Refusal() {}

    /// @throws Cluster.RefusedException with the words of the API server
    static <T> T told(Supplier<T> write) {
        try {
            return write.get();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() < LOWEST_STATUS || Guard.tripped(failed)) {
                throw failed;
            }
            throw new Cluster.RefusedException(words(failed), failed);
        }
    }

    /// What the API server said, or what kept it from saying anything; the same for the same failure.
    static String words(Throwable failed) {
        var causes = Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .toList();
        return causes.stream()
                .flatMap(cause -> said(cause).stream())
                .findFirst()
                .orElseGet(() -> name(causes.getLast()));
    }

    private static Optional<String> said(Throwable failed) {
        return failed instanceof KubernetesClientException answered && answered.getStatus() != null
                ? Optional.ofNullable(answered.getStatus().getMessage())
                : Optional.empty();
    }

    private static String name(Throwable failed) {
        return Optional.ofNullable(failed.getMessage()).orElse(failed.getClass().getSimpleName());
    }
}
