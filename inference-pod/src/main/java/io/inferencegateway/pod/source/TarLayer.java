package io.inferencegateway.pod.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A layer of an image, in which a model lies as a file. Only the model and what belongs to it is taken out.
final class TarLayer {
    private TarLayer() {}

    /// What has been found in the layers above.
    static final class Seen {
        private final Set<Part> parts = EnumSet.noneOf(Part.class);

        boolean hasModel() {
            return parts.contains(Part.MODEL);
        }

        boolean isComplete() {
            return parts.size() == Part.values().length;
        }
    }

    static void read(InputStream layer, boolean zipped, Seen seen, Sink sink) throws DownloadException, IOException {
        var above = Set.copyOf(seen.parts);
        var models = new ArrayList<String>();
        // Not closed: the layer is read to its end afterwards.
        var tar = new TarArchiveInputStream(zipped ? new GZIPInputStream(layer) : layer);
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            sink.alive();
            var part = Part.named(entry.getName());
            if (!entry.isFile() || part.isEmpty() || above.contains(part.get())) {
                continue;
            }
            if (part.get() == Part.MODEL) {
                models.add(entry.getName());
                ArtifactOrigin.onlyOne(models);
            }
            if (seen.parts.add(part.get())) {
                sink.take(part.get(), tar, OptionalLong.of(entry.getSize()));
            }
        }
    }
}
