package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A name under which the loaded model is served. An image classifier has two: its own, for tensors, and one that ends
/// in `_image`, for pictures that the pod decodes; a picture is a fraction of the tensor it becomes.
///
/// @param maxBatch largest first dimension; 0 where the first dimension is no batch
/// @param pictures whether the input is pictures
public record View(
        String name, ModelInfo model, List<Slot> inputs, List<Slot> outputs, int maxBatch, boolean pictures) {
    /// What the name of a model's view for pictures ends in.
    public static final String PICTURES = "_image";
    /// The input of such a view.
    public static final String PICTURE_INPUT = "IMAGE";

    /// Rows that one request may have: the deadline bounds the work and the size of a request its memory, so this is
    /// only what clients ask for as `max_batch_size`.
    static final int MOST_ROWS = 1024;
    /// Pictures that one request may have; they are run one after the other.
    static final int MOST_PICTURES = 16;

    private static final long ANY = -1;

    /// The names of a loaded model.
    public static List<View> of(ModelInfo model) {
        return Stream.concat(Stream.of(tensors(model)), pictures(model).stream())
                .toList();
    }

    private static View tensors(ModelInfo model) {
        var tensors = model.tensors();
        return new View(
                model.name(), model, tensors.inputs(), tensors.outputs(), tensors.batches() ? MOST_ROWS : 0, false);
    }

    private static Optional<View> pictures(ModelInfo model) {
        if (!(model.images() instanceof ImageUse.Classifier classifier)) {
            return Optional.empty();
        }
        long classes = classifier.labels().size();
        var scores = new Slot(model.tensors().outputs().getFirst().name(), Datatype.FP32, List.of(ANY, classes));
        var picture = new Slot(PICTURE_INPUT, Datatype.BYTES, List.of(ANY));
        return Optional.of(new View(model.name() + PICTURES, model, List.of(picture), List.of(scores), 0, true));
    }

    /// Finds the view that a client names.
    ///
    /// @param version none or empty for whichever there is
    /// @throws ProblemException `UnknownModel`
    public static View find(ModelInfo model, String name, Optional<String> version) {
        var view = name.equals(model.name())
                ? tensors(model)
                : pictures(model)
                        .filter(each -> each.name().equals(name))
                        .orElseThrow(() -> unknown("There is no model '%s' here; there is %s"
                                .formatted(
                                        shortened(name),
                                        String.join(
                                                ", ",
                                                of(model).stream()
                                                        .map(View::name)
                                                        .toList()))));
        version.filter(wanted -> !wanted.isEmpty() && !wanted.equals(model.version()))
                .ifPresent(wanted -> {
                    throw unknown("The model '%s' has no version '%s'; it has %s"
                            .formatted(name, shortened(wanted), model.version()));
                });
        return view;
    }

    /// A shape as the model's configuration says it: without the batch.
    public List<Long> dims(Slot slot) {
        return maxBatch > 0 ? slot.shape().subList(1, slot.shape().size()) : slot.shape();
    }

    /// Largest first dimension that a request may have, where it is not the model that says so.
    int mostRows() {
        return pictures ? MOST_PICTURES : maxBatch;
    }

    /// How many inferences a request is: the rows of its batch.
    int rows(List<Long> shape) {
        return shape.isEmpty() || mostRows() == 0 ? 1 : (int) Math.min(Shape.elements(shape.subList(0, 1)), MOST_ROWS);
    }

    Optional<Slot> input(String called) {
        return find(inputs, called);
    }

    Optional<Slot> output(String called) {
        return find(outputs, called);
    }

    private static Optional<Slot> find(List<Slot> slots, String called) {
        for (var slot : slots) {
            if (slot.name().equals(called)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /// What a client sent, in a length that a message can have.
    static String shortened(String sent) {
        return sent.length() <= 64 ? sent : sent.substring(0, 64) + "…";
    }

    private static ProblemException unknown(String why) {
        return new ProblemException(new Problem.UnknownModel(why));
    }
}
