package io.inferencegateway.pod.http;

import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.pod.telemetry.EdgeMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files of a mounted Secret and what they mean, read anew when they change. Their content is compared every few
/// seconds: the kubelet swaps a symlink two levels up, which file-system events on the files do not show.
///
/// New content that cannot be used is logged and counted; the value before it stays.
final class MountedFiles<T> implements AutoCloseable {
    /// The kubelet itself takes up to a minute to bring a changed Secret to the node.
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MountedFiles.class);
    private static final int LARGEST = 1024 * 1024;

    private final String setting;
    private final List<Path> files;
    private final Function<List<byte[]>, T> read;
    private final Consumer<T> use;
    private final EdgeMetrics metrics;
    private final Watcher watcher;
    private List<byte[]> seen;

    /// @param setting what names the files, for logs and the label `file`
    /// @param read throws `IllegalArgumentException`, whose message must hold nothing secret
    /// @param use gets every value, the first one before this returns
    /// @throws InvalidSettings when the files cannot be used now
    MountedFiles(
            String setting,
            List<Path> files,
            Duration every,
            Function<List<byte[]>, T> read,
            Consumer<T> use,
            EdgeMetrics metrics) {
        this.setting = setting;
        this.files = files;
        this.read = read;
        this.use = use;
        this.metrics = metrics;
        try {
            this.seen = contents();
            use.accept(read.apply(seen));
        } catch (IOException | IllegalArgumentException refused) {
            throw new InvalidSettings(List.of(setting + ": " + why(refused)));
        }
        metrics.usable(label(), true);
        this.watcher = Watcher.every(every, "watch-" + label(), this::look);
    }

    private void look() {
        try {
            var now = contents();
            if (same(now, seen)) {
                return;
            }
            seen = now;
            use.accept(read.apply(now));
            metrics.usable(label(), true);
            LOG.atInfo().addKeyValue("setting", setting).log("Mounted file reloaded");
        } catch (IOException | RuntimeException refused) {
            // A file that has gone is told once, too: nothing is the same as nothing.
            if (refused instanceof IOException && seen.isEmpty()) {
                return;
            }
            seen = refused instanceof IOException ? List.of() : seen;
            metrics.usable(label(), false);
            LOG.atError()
                    .addKeyValue("setting", setting)
                    .addKeyValue("error", why(refused))
                    .log("Mounted file cannot be used; the one before is kept");
        }
    }

    private List<byte[]> contents() throws IOException {
        var contents = new ArrayList<byte[]>();
        for (var file : files) {
            try (var in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                if (content.length > LARGEST) {
                    throw new IOException(file + " is larger than a Secret can be");
                }
                contents.add(content);
            }
        }
        return contents;
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        return Arrays.deepEquals(some.toArray(), others.toArray());
    }

    private static String why(Exception refused) {
        return refused instanceof IOException
                ? "cannot be read: " + refused.getMessage()
                : String.valueOf(refused.getMessage());
    }

    private String label() {
        return setting.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void close() {
        watcher.close();
    }
}
