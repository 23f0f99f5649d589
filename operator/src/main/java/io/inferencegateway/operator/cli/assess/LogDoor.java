package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.LogLines;
import io.inferencegateway.operator.assess.Seen;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the lines are that a pod has written since the door was opened.
@FunctionalInterface
interface LogDoor {
    LogDoor NONE = () -> Seen.not("the pod's log is not in reach; name a file that it goes to with --log-file");

    Seen<LogLines> lines();

    /// A file that the pod's standard output goes to.
    ///
    /// @throws IOException when it is not there
    static LogDoor of(Path file) throws IOException {
        long before = Files.size(file);
        return () -> {
            try (var channel = Files.newByteChannel(file)) {
                // A file that became shorter was begun anew.
                channel.position(channel.size() < before ? 0 : before);
                return Seen.of(LogLines.read(
                        new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException gone) {
                return Seen.not("the log file cannot be read: " + gone.getMessage());
            }
        };
    }
}
