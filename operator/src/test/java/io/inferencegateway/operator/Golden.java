package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Committed text that code must produce; `-Dgolden=update` writes it instead of comparing.
public final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

    private Golden() {}

    /// The gateways of `src/test/resources/gateways`, by file name without its ending.
    public static List<String> gateways() {
        return names(RESOURCES.resolve("gateways"));
    }

    public static InferenceGateway gateway(String name) {
        return Serialization.unmarshal(read(RESOURCES.resolve("gateways/" + name + ".yaml")), InferenceGateway.class);
    }

    /// Compares the text with `golden/FOLDER/NAME.yaml`.
    public static void check(String folder, String name, String text) {
        var file = RESOURCES.resolve("golden/" + folder + "/" + name + ".yaml");
        if (UPDATE) {
            write(file, text);
        }
        assertEquals(
                Files.exists(file) ? read(file) : "",
                text,
                file + " differs; run the tests with -Dgolden=update and review the difference");
    }

    /// A golden file that nothing produces any more proves nothing.
    public static void checkThatNoOtherFileIsIn(String folder, List<String> expected) {
        assertEquals(new TreeSet<>(expected), new TreeSet<>(names(RESOURCES.resolve("golden/" + folder))));
    }

    private static List<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\.yaml$", ""))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
