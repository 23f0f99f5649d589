package io.inferencegateway.operator.cli.validate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/// Text to read resources from: a file, or standard input.
///
/// @param name the file as the user named it, or `stdin`
/// @param text its content
public record Source(String name, String text) {
    private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json)");

    /// Reads what the user names, in order: files, directories (the .yaml, .yml and .json files in and below them, by
    /// name, but nothing hidden), `-`.
    ///
    /// @throws UnreadableException with a sentence that names the file
    public static List<Source> read(List<String> names, InputStream stdin) throws UnreadableException {
        var sources = new ArrayList<Source>();
        for (String name : names) {
            if (name.equals("-")) {
                sources.add(new Source("stdin", text("standard input", stdin::readAllBytes)));
            } else if (Files.isDirectory(Path.of(name))) {
                for (var file : manifests(Path.of(name))) {
                    sources.add(file(file));
                }
            } else {
                sources.add(file(Path.of(name)));
            }
        }
        return sources;
    }

    private interface Bytes {
        byte[] read() throws IOException;
    }

    private static Source file(Path file) throws UnreadableException {
        return new Source(file.toString(), text(file.toString(), () -> Files.readAllBytes(file)));
    }

    private static String text(String name, Bytes bytes) throws UnreadableException {
        try {
            return new String(bytes.read(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new UnreadableException(name + ": there is no such file", missing);
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    private static UnreadableException unreadable(String name, IOException why) {
        return new UnreadableException(name + ": cannot be read: " + why.getMessage(), why);
    }

    private static List<Path> manifests(Path directory) throws UnreadableException {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                    // .git, .github, and the copies that Kubernetes keeps of a mounted ConfigMap.
                    return !below.equals(directory) && isHidden(below)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isHidden(file) && MANIFEST.matcher(file.toString()).matches() && Files.isRegularFile(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw unreadable(directory.toString(), failed);
        }
        Collections.sort(found);
        return found;
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }
}
