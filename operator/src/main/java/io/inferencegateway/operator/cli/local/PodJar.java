package io.inferencegateway.operator.cli.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Finds the pod's jar.
public final class PodJar {
    static final String VARIABLE = "IGW_POD_JAR";

    private PodJar() {}

    /// The jar: the one that is named, else `IGW_POD_JAR`, else the one that was built beside the operator.
    ///
    /// @throws IOException with a sentence that says how to get it
    public static Path find(Optional<Path> named, Map<String, String> env) throws IOException {
        Path jar = named.or(() -> Optional.ofNullable(env.get(VARIABLE)).map(Path::of))
                .orElseGet(PodJar::built)
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IOException(
                    "the inference pod is not at %s; build it with `mvn package`, or name it with --pod-jar"
                            .formatted(jar));
        }
        return jar;
    }

    // operator/target/operator.jar → inference-pod/target/inference-pod.jar
    private static Path built() {
        try {
            Path own = Path.of(PodJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling("../../inference-pod/target/inference-pod.jar");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
