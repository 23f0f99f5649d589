package io.inferencegateway.pod.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.inferencegateway.pod.grpc.wire.InferParameter;
import io.inferencegateway.pod.grpc.wire.InferTensorContents;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferResponse;
import io.inferencegateway.pod.oip.InferAnswer;
import io.inferencegateway.pod.oip.InferRequest;
import io.inferencegateway.pod.oip.Parameters;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests and answers between their messages and their values.
public final class Messages {
    private Messages() {}

    /// Reads a request; nothing of it is copied but typed contents.
    ///
    /// @throws ProblemException saying what is wrong with it
    public static InferRequest read(ModelInferRequest message) {
        var parameters = parameters(message.getParametersMap());
        var wanted = message.getOutputsList().stream()
                .map(output -> new InferRequest.Wanted(
                        output.getName(),
                        Optional.of(true),
                        parameters(output.getParametersMap()).classes()))
                .toList();
        return new InferRequest(
                Optional.of(message.getId()).filter(id -> !id.isEmpty()),
                inputs(message),
                wanted,
                true,
                parameters.priority(),
                parameters.timeout());
    }

    private static List<Tensor> inputs(ModelInferRequest message) {
        int raw = message.getRawInputContentsCount();
        if (raw > 0 && raw != message.getInputsCount()) {
            throw invalid(
                    "the request has %d inputs, but %d raw_input_contents".formatted(message.getInputsCount(), raw));
        }
        var tensors = new ArrayList<Tensor>();
        for (var input : message.getInputsList()) {
            var type = Datatype.named(input.getDatatype())
                    .orElseThrow(() -> invalid("input '%s' has a datatype that there is not".formatted(name(input))));
            if (input.getShapeList().stream().anyMatch(dimension -> dimension < 0)) {
                throw invalid("input '%s' has a dimension below 0".formatted(name(input)));
            }
            boolean typed =
                    input.hasContents() && !input.getContents().equals(InferTensorContents.getDefaultInstance());
            if (raw > 0 && typed) {
                throw invalid("the request has raw_input_contents, so input '%s' must have no contents"
                        .formatted(name(input)));
            }
            var data = raw > 0
                    ? message.getRawInputContents(tensors.size()).asReadOnlyByteBuffer()
                    : Contents.read(name(input), type, input.getContents());
            tensors.add(new Tensor(input.getName(), type, input.getShapeList(), data));
        }
        return tensors;
    }

    private static String name(ModelInferRequest.InferInputTensor input) {
        return input.getName().substring(0, Math.min(64, input.getName().length()));
    }

    private static Parameters parameters(Map<String, InferParameter> sent) {
        var parameters = new Parameters();
        sent.forEach((name, value) -> parameters.put(name, number(value)));
        return parameters;
    }

    private static Optional<Long> number(InferParameter value) {
        return switch (value.getParameterChoiceCase()) {
            case INT64_PARAM -> Optional.of(value.getInt64Param());
            case UINT64_PARAM -> Optional.of(Math.max(0, value.getUint64Param()));
            case BOOL_PARAM, STRING_PARAM, DOUBLE_PARAM, PARAMETERCHOICE_NOT_SET -> Optional.empty();
        };
    }

    /// Always in raw form: a common client reads nothing else.
    static ModelInferResponse write(InferAnswer answer) {
        var message = ModelInferResponse.newBuilder()
                .setModelName(answer.model())
                .setModelVersion(answer.version())
                .setId(answer.id().orElse(""));
        for (var output : answer.outputs()) {
            var tensor = output.tensor();
            message.addOutputs(ModelInferResponse.InferOutputTensor.newBuilder()
                    .setName(tensor.name())
                    .setDatatype(tensor.datatype().name())
                    .addAllShape(tensor.shape()));
            message.addRawOutputContents(raw(tensor));
        }
        return message.build();
    }

    private static ByteString raw(Tensor tensor) {
        return UnsafeByteOperations.unsafeWrap(tensor.values());
    }

    static ProblemException invalid(String why) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", why));
    }
}
