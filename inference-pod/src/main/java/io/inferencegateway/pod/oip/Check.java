package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// Holds a request against a model: after this the engine gets what it takes, whatever was sent.
final class Check {
    private Check() {}

    /// @throws ProblemException saying what does not fit
    static void fits(View view, InferRequest request) {
        var seen = new HashSet<String>();
        for (var input : request.inputs()) {
            if (!seen.add(input.name())) {
                throw invalid("input '%s' is there twice".formatted(View.shortened(input.name())));
            }
            var slot = view.input(input.name())
                    .orElseThrow(() -> invalid("the model '%s' has no input '%s'; it has %s"
                            .formatted(view.name(), View.shortened(input.name()), names(view.inputs()))));
            fits(view, slot, input);
        }
        for (var slot : view.inputs()) {
            if (!seen.contains(slot.name())) {
                throw invalid("input '%s' of the model '%s' is missing".formatted(slot.name(), view.name()));
            }
        }
        outputs(view, request.wanted());
    }

    private static void fits(View view, Slot slot, Tensor input) {
        if (input.datatype() != slot.datatype()) {
            throw invalid(
                    "input '%s' is %s; the model takes %s".formatted(slot.name(), input.datatype(), slot.datatype()));
        }
        if (!Shape.fits(input.shape(), slot.shape())) {
            throw invalid("input '%s' has the shape %s; the model takes %s"
                    .formatted(slot.name(), input.shape(), slot.shape()));
        }
        int most = view.mostRows();
        if (most > 0 && input.shape().getFirst() > most) {
            throw invalid("input '%s' has %d rows; at most %d are taken at a time"
                    .formatted(slot.name(), input.shape().getFirst(), most));
        }
        values(input);
    }

    private static void values(Tensor input) {
        if (input.datatype() == Datatype.BYTES) {
            BytesTensor.read(input);
            return;
        }
        long expected = input.elements() * input.datatype().width();
        if (input.values().remaining() != expected) {
            throw invalid("input '%s' has %d bytes of data, but its shape %s of %s says %d"
                    .formatted(input.name(), input.values().remaining(), input.shape(), input.datatype(), expected));
        }
    }

    private static void outputs(View view, List<InferRequest.Wanted> wanted) {
        var seen = new HashSet<String>();
        for (var output : wanted) {
            if (!seen.add(output.name())) {
                throw invalid("output '%s' is asked for twice".formatted(View.shortened(output.name())));
            }
            if (view.output(output.name()).isEmpty()) {
                throw invalid("the model '%s' gives no output '%s'; it gives %s"
                        .formatted(view.name(), View.shortened(output.name()), names(view.outputs())));
            }
        }
    }

    private static String names(List<Slot> slots) {
        return slots.stream().map(Slot::name).collect(Collectors.joining(", "));
    }
}
