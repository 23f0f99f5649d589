package io.inferencegateway.pod.fuzz;

import io.inferencegateway.pod.model.ModelCard;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Any card and metadata are labels and preprocessing that can be used, or a reason why not.
public final class ModelCardFuzz {
    private ModelCardFuzz() {}

    /// @param bytes the card; after a line of `---` the metadata's `labels`, after another its `preprocess`
    public static void fuzzerTestOneInput(byte[] bytes) {
        var parts = new String(bytes, StandardCharsets.UTF_8).split("\n---\n", 3);
        check(parts[0], Map.of());
        if (parts.length == 3) {
            check(parts[0], Map.of("labels", parts[1], "preprocess", parts[2]));
        }
    }

    private static void check(String card, Map<String, String> metadata) {
        try {
            var cards = card.isEmpty() ? List.<ModelFile.Card>of() : List.of(new ModelFile.Card("the card", card));
            var read = ModelCard.of(
                    metadata, new ModelFile(new ModelFile.Content.InMemory(new byte[0]), "", cards, Optional.empty()));
            read.preprocessing().ifPresent(preprocessing -> {
                if (preprocessing.crop() < 1 || preprocessing.mean().size() != 3) {
                    throw new IllegalStateException("not to be used: " + read);
                }
            });
        } catch (ModelLoadException refused) {
            if (refused.getMessage().isBlank()) {
                throw new IllegalStateException("refused for no reason", refused);
            }
        }
    }
}
