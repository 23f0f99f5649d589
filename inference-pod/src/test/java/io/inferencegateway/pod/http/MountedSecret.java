package io.inferencegateway.pod.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// A directory as the kubelet mounts a Secret: files are links through `..data`, a link that is swapped in one step.
final class MountedSecret {
    private final Path directory;
    private int version;

    MountedSecret(Path directory) {
        this.directory = directory;
    }

    /// @return the path of a file in it, whether it is there yet or not
    Path file(String name) {
        return directory.resolve(name);
    }

    void put(Map<String, String> files) throws IOException {
        var data = Files.createDirectory(directory.resolve("..version_" + version++));
        for (var file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
            if (!Files.isSymbolicLink(file(file.getKey()))) {
                Files.createSymbolicLink(file(file.getKey()), Path.of("..data", file.getKey()));
            }
        }
        var next = Files.createSymbolicLink(directory.resolve("..data_tmp"), data.getFileName());
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
