package io.inferencegateway.pod.model;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Signature;
import io.inferencegateway.pod.predict.TensorUse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What of a model can be served as tensors. An output that cannot be given is left out; an input that nobody could
/// fill makes the model useless, and is refused.
public final class TensorModel {
    /// ONNX Runtime's Java API makes no tensors of these; it reads them.
    private static final Set<Datatype> ONLY_READ = EnumSet.of(Datatype.UINT16, Datatype.UINT32, Datatype.UINT64);

    private TensorModel() {}

    /// @throws ModelLoadException naming the input that cannot be filled
    public static TensorUse of(Signature signature) {
        if (signature.inputs().isEmpty()) {
            throw new ModelLoadException("the model has no inputs, so there is nothing to ask it");
        }
        for (var input : signature.inputs()) {
            if (input.datatype().filter(type -> !ONLY_READ.contains(type)).isEmpty()) {
                throw new ModelLoadException(
                        "the model's input %s cannot be filled: ONNX Runtime's Java API takes no %s; export the model with another type (for example INT64)"
                                .formatted(input, input.type()));
            }
        }
        var outputs = new ArrayList<TensorUse.Slot>();
        var lacking = new ArrayList<String>();
        for (var output : signature.outputs()) {
            output.datatype()
                    .ifPresentOrElse(
                            type -> outputs.add(new TensorUse.Slot(output.name(), type, output.shape())),
                            () -> lacking.add(output.toString()));
        }
        if (outputs.isEmpty()) {
            throw new ModelLoadException("none of the model's outputs can be given: " + String.join(", ", lacking));
        }
        return new TensorUse(slots(signature.inputs()), outputs, lacking);
    }

    private static List<TensorUse.Slot> slots(List<Signature.Tensor> tensors) {
        return tensors.stream()
                .map(each -> new TensorUse.Slot(each.name(), each.datatype().orElseThrow(), each.shape()))
                .toList();
    }
}
