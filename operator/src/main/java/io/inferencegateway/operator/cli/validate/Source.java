package io.inferencegateway.operator.cli.validate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Text to read resources from: a file, or standard input.
///
/// @param name the file as the user named it, or `stdin`
/// @param text its content
public record Source(String name, String text) {
    /// Reads what `-f` names, in order: files, directories (their .yaml, .yml and .json files by name), `-`.
    ///
    /// @param recursive whether directories below are read too
    /// @throws IOException with a sentence that names the file
    public static List<Source> read(List<String> names, boolean recursive, InputStream stdin) throws IOException {
        var sources = new ArrayList<Source>();
        for (String name : names) {
            if (name.equals("-")) {
                sources.add(new Source("stdin", new String(stdin.readAllBytes(), StandardCharsets.UTF_8)));
            } else if (Files.isDirectory(Path.of(name))) {
                for (var file : manifests(Path.of(name), recursive)) {
                    sources.add(file(file));
                }
            } else {
                sources.add(file(Path.of(name)));
            }
        }
        return sources;
    }

    private static Source file(Path file) throws IOException {
        try {
            return new Source(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": there is no such file", missing);
        } catch (IOException failed) {
            throw new IOException(file + ": cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static List<Path> manifests(Path directory, boolean recursive) throws IOException {
        try (Stream<Path> found = Files.walk(directory, recursive ? Integer.MAX_VALUE : 1)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
        }
    }
}
