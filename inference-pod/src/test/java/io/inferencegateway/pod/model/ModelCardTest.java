package io.inferencegateway.pod.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cards by themselves: what is taken from where, and every way a card can be wrong.
class ModelCardTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense                              | one.json is not JSON",
                "{\"labels\": [\"a\"                   | one.json is not JSON",
                "[]                                    | one.json must hold one JSON object",
                "null                                  | one.json must hold one JSON object",
                "{\"labelz\": []}                      | one.json has the unknown field 'labelz'",
                "{\"labels\": []}                      | labels must not be empty",
                "{\"labels\": null}                    | labels must be a JSON array",
                "{\"labels\": [\"a\", null]}           | labels[1] must be a JSON string",
                "{\"name\": 5}                         | name must be a JSON string",
                "{\"name\": \"\"}                      | name in one.json must be 1 to 128 printable",
                "{\"version\": \"1\\n2\"}              | version in one.json must be 1 to 128 printable",
                "{\"preprocess\": []}                  | preprocess must be a JSON object",
                "{\"preprocess\": {}}                  | preprocess.crop is 0",
                "{\"preprocess\": {\"crop\": 8.5}}     | preprocess.crop must be a whole number",
                "{\"preprocess\": {\"crop\": 1e99}}    | preprocess.crop",
                "{\"preprocess\": {\"crop\": \"8\"}}   | preprocess.crop must be a whole number",
                "{\"preprocess\": {\"crop\": 8, \"size\": 8}}   | preprocess has the unknown field 'size'",
                "{\"preprocess\": {\"crop\": 8, \"std\": [1, 1, 1e-999], \"mean\": [0,0,0]}} | preprocess.std must not hold 0",
                "{\"preprocess\": {\"crop\": 8, \"std\": [1, 1, 1], \"mean\": [0,0,1e999]}} | preprocess.mean must hold finite",
            })
    void wrongCardsNameTheField(String card, String why) {
        var refused = assertThrows(ModelLoadException.class, () -> read(Map.of(), card));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @Test
    void fieldsComeFromTheFirstCardThatHasThemThenFromTheMetadata() {
        var card = read(
                Map.of("name", "m", "version", "m", "labels", "[\"m\"]"),
                "{\"name\": \"first\"}",
                "{\"name\": \"second\", \"labels\": [\"s\"]}");
        assertEquals(Optional.of("first"), card.name());
        assertEquals(Optional.of("m"), card.version());
        assertEquals(Optional.of(new ModelCard.Labels("two.json", List.of("s"))), card.labels());
        assertEquals(Optional.empty(), card.preprocessing());
    }

    @Test
    void metadataOfSomebodyElsesIsNoObstacleOnceACardSaysItBetter() {
        var foreign = Map.of("labels", "yes, no", "version", "1\n2");
        assertEquals(Optional.empty(), read(foreign, "{\"labels\": [\"a\"]}").version());
        var refused = assertThrows(ModelLoadException.class, () -> read(foreign, "{}"));
        assertTrue(refused.getMessage().contains("metadata field labels is not JSON"), refused.getMessage());
    }

    private static ModelCard read(Map<String, String> metadata, String... cards) {
        var names = List.of("one.json", "two.json").iterator();
        var texts = Arrays.stream(cards)
                .map(text -> new ModelFile.Card(names.next(), text))
                .toList();
        return ModelCard.of(
                metadata,
                new ModelFile(new ModelFile.Content.InMemory(new byte[0]), "sha256:0", texts, Optional.empty()));
    }
}
