package io.inferencegateway.pod.model;

import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.Preprocessing;
import io.inferencegateway.pod.predict.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings together what a model's file takes and gives with what its card says: an image classifier, something
/// else, or a contradiction. Something else is fine (it is served by other protocols); a contradiction is refused.
public final class ImageModel {
    private static final int COLOURS = 3;
    private static final int INPUT_DIMENSIONS = 4;
    private static final int OUTPUT_DIMENSIONS = 2;

    private ImageModel() {}

    /// @throws ModelLoadException when the card contradicts the signature, with the field named
    public static ImageUse of(Signature signature, ModelCard card) {
        var lacks = lacks(signature);
        if (lacks.isPresent()) {
            return new ImageUse.Unfit(lacks.get());
        }
        long side = signature.inputs().getFirst().shape().get(2);
        long classes = signature.outputs().getFirst().shape().get(1);
        card.preprocessing().ifPresent(preprocessing -> fits(preprocessing, side));
        card.labels().ifPresent(labels -> fits(labels, classes));
        if (card.preprocessing().isEmpty()) {
            return new ImageUse.Unfit(
                    "it does not say how a picture becomes its input: add 'preprocess' to the ONNX file's metadata, or to a "
                            + "%s beside the file or named by MODEL_CARD_FILE".formatted(ModelStore.CARD));
        }
        if (card.labels().isEmpty() && classes < 1) {
            return new ImageUse.Unfit(
                    "it does not say how many classes it has: add 'labels' to a %s".formatted(ModelStore.CARD));
        }
        return new ImageUse.Classifier(
                card.labels().map(ModelCard.Labels::names).orElseGet(() -> numbered(classes)),
                card.preprocessing().get());
    }

    private static Optional<String> lacks(Signature signature) {
        if (signature.inputs().size() != 1 || signature.outputs().size() != 1) {
            return Optional.of("it has %d inputs and %d outputs, not one of each"
                    .formatted(signature.inputs().size(), signature.outputs().size()));
        }
        var input = signature.inputs().getFirst();
        var output = signature.outputs().getFirst();
        if (!isPicture(input)) {
            return Optional.of("its input is " + input + ", not FLOAT[1 or dynamic, 3, side, side]");
        }
        if (!"FLOAT".equals(output.type())
                || output.shape().size() != OUTPUT_DIMENSIONS
                || output.shape().getFirst() > 1) {
            return Optional.of("its output is " + output + ", not FLOAT[1 or dynamic, classes]");
        }
        return Optional.empty();
    }

    private static boolean isPicture(Signature.Tensor input) {
        var shape = input.shape();
        return "FLOAT".equals(input.type())
                && shape.size() == INPUT_DIMENSIONS
                && shape.get(0) <= 1
                && shape.get(1) == COLOURS
                && shape.get(2).equals(shape.get(3));
    }

    private static void fits(Preprocessing preprocessing, long side) {
        if (side > 0 && side != preprocessing.crop()) {
            throw new ModelLoadException("preprocess.crop is %d, but the model's input is %d pixels high and wide"
                    .formatted(preprocessing.crop(), side));
        }
    }

    private static void fits(ModelCard.Labels labels, long classes) {
        if (classes > 0 && classes != labels.names().size()) {
            throw new ModelLoadException("the model has %d classes, but %s holds %d labels"
                    .formatted(classes, labels.where(), labels.names().size()));
        }
    }

    private static List<String> numbered(long classes) {
        var names = new ArrayList<String>();
        for (long i = 0; i < classes; i++) {
            names.add("class_" + i);
        }
        return names;
    }
}
