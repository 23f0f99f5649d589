package io.inferencegateway.operator;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Programs of others that tests ask: named by a variable of the environment, or on PATH, or the development cluster's.
public final class Tool {
    private Tool() {}

    /// Finds it; a test without it is skipped, and says so. One that is named and absent is a mistake, not a reason to
    /// skip: starting it fails the test.
    public static Path find(String variable, String name) {
        var named = Optional.ofNullable(System.getenv(variable)).filter(path -> !path.isBlank());
        var folders = Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(Path::of),
                Stream.of(Path.of(System.getProperty("user.home"), ".cache/igw-cluster/bin")));
        var found = named.map(Path::of).or(() -> folders.map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst());
        Assumptions.assumeTrue(
                found.isPresent(), "no %s: set %s to its path, or put it on PATH".formatted(name, variable));
        return found.orElseThrow();
    }
}
