package io.inferencegateway.pod.model;

/// Reads a `labels.txt`: one class name a line, in the order of the output.
final class LabelsText {
    private LabelsText() {}

    static ModelCard.Labels read(String text) {
        // An empty line in the middle is refused, not skipped: skipping it would shift every name after it.
        var lines = text.stripTrailing().lines().map(String::strip).toList();
        int empty = lines.indexOf("");
        if (empty >= 0) {
            throw new ModelLoadException("%s: line %d is empty".formatted(ModelStore.LABELS, empty + 1));
        }
        return new ModelCard.Labels(ModelStore.LABELS, lines);
    }
}
