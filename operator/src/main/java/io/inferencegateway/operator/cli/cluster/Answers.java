package io.inferencegateway.operator.cli.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.function.Supplier;

/// What the API server says to a question, in words for a person.
public final class Answers {
    private Answers() {}

    /// Asks.
    ///
    /// @throws IOException with a sentence, when it refuses or is out of reach
    public static <T> T told(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (KubernetesClientException refused) {
            throw new IOException(words(refused), refused);
        }
    }

    /// Makes sure that there is an API server at all, whatever it may answer.
    ///
    /// @throws IOException with a sentence, when it is out of reach
    public static void reached(KubernetesClient client) throws IOException {
        try {
            client.raw("/version");
        } catch (KubernetesClientException refused) {
            if (refused.getCode() <= 0) { // no status of HTTP
                throw new IOException(words(refused) + " (%s)".formatted(client.getMasterUrl()), refused);
            }
        }
    }

    /// What went wrong.
    public static String words(KubernetesClientException refused) {
        var answer = refused.getStatus();
        return answer == null || answer.getMessage() == null
                ? "the API server gives no answer: %s; is the kubeconfig that of the cluster?".formatted(first(refused))
                : "the API server refuses: " + answer.getMessage();
    }

    /// The cause at the bottom, which the client wraps several times.
    public static String first(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
