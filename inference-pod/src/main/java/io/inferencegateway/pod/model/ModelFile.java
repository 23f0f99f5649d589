package io.inferencegateway.pod.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A model file, with what lies beside it.
///
/// @param content the ONNX file
/// @param digest `sha256:` and 64 hexadecimal digits
/// @param cards model cards, the strongest first
/// @param labels text of the `labels.txt` beside the file: one class name a line
public record ModelFile(Content content, String digest, List<Card> cards, Optional<String> labels) {
    public ModelFile {
        cards = List.copyOf(cards);
    }

    /// Where the bytes are. A file stays where it is: the heap is smaller than many a model, and the engine reads it by
    /// itself, together with the weights that an ONNX file may keep in files beside it.
    public sealed interface Content {
        long size();

        /// Bytes out of the pod's own jar.
        record InMemory(byte[] bytes) implements Content {
            @Override
            public long size() {
                return bytes.length;
            }
        }

        record OnDisk(Path path, long size) implements Content {}
    }

    /// Text of a model card.
    ///
    /// @param where what to call it in a message
    public record Card(String where, String text) {}
}
