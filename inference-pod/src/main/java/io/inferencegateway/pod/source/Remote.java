package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.ModelUri;
import java.net.URI;
import java.util.regex.Pattern;

/// A source of models beyond the container: what `MODEL_URI` says, taken apart.
sealed interface Remote {
    Pattern DIGEST_AT_END = Pattern.compile("@sha256:[a-f0-9]{64}$");

    /// What `MODEL_URI` says, for messages; credentials are never in it, but a query may be a signature.
    String uri();

    /// Whether the same URI always means the same bytes.
    default boolean isPinned() {
        return false;
    }

    /// A file of a web server.
    record Https(String uri, URI address) implements Remote {
        @Override
        public String uri() {
            return ModelUri.shown(uri);
        }
    }

    /// An object in a bucket.
    record Bucket(String uri, String bucket, String key) implements Remote {}

    /// A layer of an artifact or image.
    ///
    /// @param reference `REGISTRY/REPOSITORY:TAG` or `REGISTRY/REPOSITORY@sha256:…`
    record Artifact(String uri, String reference) implements Remote {
        @Override
        public boolean isPinned() {
            return DIGEST_AT_END.matcher(reference).find();
        }
    }

    /// @param uri of one of the schemes `https`, `s3` and `oci`, as the settings allow it
    static Remote of(String uri) {
        int path = uri.indexOf("://") + 3;
        String rest = uri.substring(path);
        return switch (uri.substring(0, path)) {
            case "https://" -> new Https(uri, URI.create(uri));
            case "s3://" -> {
                int slash = rest.indexOf('/');
                yield new Bucket(uri, rest.substring(0, slash), rest.substring(slash + 1));
            }
            case "oci://" -> new Artifact(uri, rest);
            default -> throw new IllegalArgumentException("not downloaded: " + uri);
        };
    }
}
