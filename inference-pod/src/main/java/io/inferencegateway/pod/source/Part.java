package io.inferencegateway.pod.source;

import java.util.Optional;
import java.util.stream.Stream;

/// The files a model consists of.
enum Part {
    MODEL("model.onnx"),
    CARD("model-card.json"),
    LABELS("labels.txt");

    /// A card or labels that are larger are something else.
    static final int LARGEST_TEXT = 4 * 1024 * 1024;

    private final String file;

    Part(String file) {
        this.file = file;
    }

    /// What a file of that name is, wherever it lies; a model may have any name that ends with `.onnx`.
    static Optional<Part> named(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".onnx")
                ? Optional.of(MODEL)
                : Stream.of(CARD, LABELS).filter(part -> part.file.equals(name)).findFirst();
    }

    /// Its name in the cache, and beside the model at the source.
    String file() {
        return file;
    }
}
