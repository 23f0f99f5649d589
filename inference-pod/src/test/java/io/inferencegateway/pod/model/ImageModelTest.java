package io.inferencegateway.pod.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.Preprocessing;
import io.inferencegateway.pod.predict.Signature;
import io.inferencegateway.pod.predict.Signature.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signature and card: classifier, something else, or a contradiction.
class ImageModelTest {
    private static final Preprocessing EIGHT = new Preprocessing(8, 8, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    private static final ModelCard FULL = card(Optional.of(EIGHT), "a", "b");
    private static final ModelCard UNLABELLED = card(Optional.of(EIGHT));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FLOAT  | -1,3,8,8   | FLOAT | -1,2  | classifier",
                "FLOAT  | 1,3,8,8    | FLOAT | 1,2   | classifier",
                "FLOAT  | -1,3,-1,-1 | FLOAT | -1,-1 | classifier",
                "INT64  | -1,3,8,8   | FLOAT | -1,2  | its input is 'x' INT64[-1, 3, 8, 8]",
                "FLOAT16| -1,3,8,8   | FLOAT | -1,2  | its input is 'x' FLOAT16",
                "FLOAT  | 4,3,8,8    | FLOAT | 4,2   | its input is",
                "FLOAT  | -1,1,8,8   | FLOAT | -1,2  | its input is",
                "FLOAT  | -1,8,8,3   | FLOAT | -1,2  | its input is",
                "FLOAT  | -1,3,8,9   | FLOAT | -1,2  | its input is",
                "FLOAT  | -1,4       | FLOAT | -1,2  | its input is",
                "FLOAT  | -1,3,8,8   | INT64 | -1,2  | its output is 'y' INT64[-1, 2]",
                "FLOAT  | -1,3,8,8   | FLOAT | -1    | its output is",
                "FLOAT  | -1,3,8,8   | FLOAT | -1,2,7| its output is",
                "FLOAT  | -1,3,8,8   | FLOAT | 4,2   | its output is"
            })
    void whatASignatureIsGoodFor(String in, String inShape, String out, String outShape, String verdict) {
        var use = ImageModel.of(signature(in, inShape, out, outShape), FULL);
        if (verdict.equals("classifier")) {
            assertEquals(new ImageUse.Classifier(List.of("a", "b"), EIGHT), use);
        } else {
            assertTrue(assertInstanceOf(ImageUse.Unfit.class, use).lacks().startsWith(verdict), use.toString());
        }
    }

    @Test
    void missingLabelsAreNumberedWhenTheOutputSaysHowMany() {
        var known = ImageModel.of(signature("FLOAT", "-1,3,8,8", "FLOAT", "-1,3"), UNLABELLED);
        assertEquals(List.of("class_0", "class_1", "class_2"), ((ImageUse.Classifier) known).labels());
        var unknown = ImageModel.of(signature("FLOAT", "-1,3,8,8", "FLOAT", "-1,-1"), UNLABELLED);
        assertTrue(assertInstanceOf(ImageUse.Unfit.class, unknown).lacks().contains("how many classes"));
    }

    @Test
    void aCardThatContradictsTheSignatureIsRefused() {
        var nine = signature("FLOAT", "-1,3,9,9", "FLOAT", "-1,2");
        assertTrue(refused(nine, FULL).contains("preprocess.crop is 8, but the model's input is 9 pixels"));
        var three = signature("FLOAT", "-1,3,8,8", "FLOAT", "-1,3");
        assertTrue(refused(three, FULL).contains("3 classes, but the card holds 2 labels"));
        // Also where the model could not classify anyway: a card with a mistake is a mistake.
        assertTrue(refused(three, card(Optional.empty(), "a", "b")).contains("3 classes"));
    }

    private static String refused(Signature signature, ModelCard card) {
        return assertThrows(ModelLoadException.class, () -> ImageModel.of(signature, card))
                .getMessage();
    }

    private static Signature signature(String in, String inShape, String out, String outShape) {
        return new Signature(
                List.of(new Tensor("x", in, shape(inShape))), List.of(new Tensor("y", out, shape(outShape))));
    }

    private static List<Long> shape(String text) {
        return java.util.Arrays.stream(text.split(",")).map(Long::valueOf).toList();
    }

    private static ModelCard card(Optional<Preprocessing> preprocessing, String... labels) {
        var names = labels.length == 0
                ? Optional.<ModelCard.Labels>empty()
                : Optional.of(new ModelCard.Labels("the card", List.of(labels)));
        return new ModelCard(Optional.empty(), Optional.empty(), names, preprocessing);
    }
}
