package io.inferencegateway.operator.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.util.Optional;

/// Which cluster a command talks to: that of the kubeconfig, or of the service account in a pod.
public final class Kubeconfig {
    private static final int CONNECT_MS = 5_000;
    private static final int REQUEST_MS = 10_000;

    private Kubeconfig() {}

    /// @param context of the kubeconfig; empty: the current one
    /// @throws IOException when the kubeconfig has no such context
    public static Config of(Optional<String> context) throws IOException {
        var known = Config.autoConfigure(context.orElse(null));
        if (context.isPresent()
                && known.getContexts().stream().noneMatch(one -> context.get().equals(one.getName()))) {
            throw new IOException("the kubeconfig has no context %s; kubectl config get-contexts lists them"
                    .formatted(context.get()));
        }
        // A person waits.
        return new ConfigBuilder(known)
                .withRequestRetryBackoffLimit(1)
                .withConnectionTimeout(CONNECT_MS)
                .withRequestTimeout(REQUEST_MS)
                .build();
    }

    /// The namespace that is meant: the one that was named, or that of the context.
    public static String namespace(Optional<String> named, Config config) {
        return named.or(() -> Optional.ofNullable(config.getNamespace())).orElse("default");
    }
}
