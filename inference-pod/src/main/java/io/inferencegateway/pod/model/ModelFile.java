package io.inferencegateway.pod.model;

import java.util.List;
import java.util.Optional;

/// A model file in memory, with what lies beside it.
///
/// @param content the ONNX file
/// @param digest `sha256:` and 64 hexadecimal digits
/// @param cards model cards, the strongest first
/// @param labels text of the `labels.txt` beside the file: one class name a line
public record ModelFile(byte[] content, String digest, List<Card> cards, Optional<String> labels) {
    public ModelFile {
        cards = List.copyOf(cards);
    }

    /// Text of a model card.
    ///
    /// @param where what to call it in a message
    public record Card(String where, String text) {}
}
