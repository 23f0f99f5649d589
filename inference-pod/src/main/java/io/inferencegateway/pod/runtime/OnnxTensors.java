package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Rows;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Tensors of any shape in and out of a session. An input in memory that the engine can read is read there; the others
/// are copied once, into memory that this worker keeps: what requests can take up outside the heap is bounded by the
/// workers.
final class OnnxTensors {
    /// What the engine's vector loads like best.
    private static final int ALIGNMENT = 64;

    private final OrtEnvironment environment;
    private final Sessions sessions;
    private ByteBuffer memory = direct(0);

    OnnxTensors(OrtEnvironment environment, Sessions sessions) {
        this.environment = environment;
        this.sessions = sessions;
    }

    List<Tensor> run(List<Tensor> inputs, List<String> outputs, Steps steps) {
        var given = new LinkedHashMap<String, OnnxTensor>();
        try {
            steps.in(Step.PREPROCESS, () -> fill(inputs, given));
            try (var result = steps.in(Step.INFERENCE, () -> run(sessions.at(steps.width()), inputs, given, outputs))) {
                return steps.in(Step.POSTPROCESS, () -> read(result, outputs));
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    /// The same for the rows of several requests, one after the other.
    List<List<Tensor>> runTogether(List<List<Tensor>> requests, List<String> outputs, Steps steps) {
        var given = new LinkedHashMap<String, OnnxTensor>();
        var first = requests.getFirst();
        try {
            steps.in(Step.PREPROCESS, () -> fillTogether(requests, given));
            try (var result = steps.in(Step.INFERENCE, () -> run(sessions.at(steps.width()), first, given, outputs))) {
                return steps.in(Step.POSTPROCESS, () -> Rows.split(read(result, outputs), requests));
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private Map<String, OnnxTensor> fillTogether(List<List<Tensor>> requests, Map<String, OnnxTensor> given) {
        reserve(requests.stream()
                .flatMap(List::stream)
                .mapToInt(OnnxTensors::room)
                .sum());
        for (int input = 0; input < requests.getFirst().size(); input++) {
            var first = requests.getFirst().get(input);
            int from = memory.position();
            long rows = 0;
            for (var request : requests) {
                memory.put(request.get(input).values());
                rows += request.get(input).shape().getFirst();
            }
            var place = memory.slice(from, memory.position() - from).order(ByteOrder.nativeOrder());
            memory.position(from + aligned(place.capacity()));
            given.put(first.name(), tensor(first, Rows.shape(first, rows), place));
        }
        return given;
    }

    private OnnxTensor tensor(Tensor like, List<Long> shape, ByteBuffer place) {
        try {
            return OnnxTensor.createTensor(environment, place, sizes(shape), OnnxTypes.java(like.datatype()));
        } catch (OrtException refused) {
            throw failed(refused);
        }
    }

    private void reserve(int bytes) {
        if (bytes > memory.capacity()) {
            memory = direct(bytes);
        }
        memory.clear();
    }

    private Map<String, OnnxTensor> fill(List<Tensor> inputs, Map<String, OnnxTensor> given) {
        int copied = 0;
        for (var input : inputs) {
            copied += isReadable(input) ? 0 : room(input);
        }
        reserve(copied);
        for (var input : inputs) {
            given.put(input.name(), tensor(input));
        }
        return given;
    }

    private OnnxTensor tensor(Tensor input) {
        if (input.datatype() == Datatype.BYTES) {
            return strings(input);
        }
        var place = isReadable(input) ? input.values().slice() : copied(input);
        return tensor(input, input.shape(), place.order(ByteOrder.nativeOrder()));
    }

    private OnnxTensor strings(Tensor input) {
        try {
            return OnnxTensor.createTensor(environment, OnnxStrings.read(input), sizes(input.shape()));
        } catch (OrtException refused) {
            throw failed(refused);
        }
    }

    private static long[] sizes(List<Long> shape) {
        long[] sizes = new long[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i);
        }
        return sizes;
    }

    /// Whether the engine can read the values where they are.
    private static boolean isReadable(Tensor input) {
        var values = input.values();
        return values.isDirect() && values.alignmentOffset(values.position(), ALIGNMENT) == 0;
    }

    private ByteBuffer copied(Tensor input) {
        var values = input.values();
        var place = memory.slice(memory.position(), values.remaining());
        memory.position(memory.position() + room(input));
        return place.put(values).flip();
    }

    private static OrtSession.Result run(
            OrtSession session, List<Tensor> inputs, Map<String, OnnxTensor> given, List<String> outputs) {
        try {
            return session.run(given, new LinkedHashSet<>(outputs));
        } catch (OrtException failed) {
            // Many models divide by what an empty batch makes zero; the engine calls that a failure of its own.
            throw inputs.stream().anyMatch(input -> input.shape().contains(0L)) ? refused(failed) : failed(failed);
        }
    }

    private static List<Tensor> read(OrtSession.Result result, List<String> outputs) {
        var tensors = new ArrayList<Tensor>();
        for (var name : outputs) {
            var value = (OnnxTensor) result.get(name).orElseThrow(() -> new IllegalStateException("no output " + name));
            var info = value.getInfo();
            var shape = new ArrayList<Long>();
            for (long size : info.getShape()) {
                shape.add(size);
            }
            var type = Datatype.ofOnnx(Signatures.name(info)).orElseThrow(() -> new IllegalStateException("" + info));
            tensors.add(new Tensor(name, type, shape, values(value, type, shape)));
        }
        return tensors;
    }

    private static ByteBuffer values(OnnxTensor value, Datatype type, List<Long> shape) {
        long bytes = Shape.elements(shape) * Math.max(1, type.width());
        if (bytes == 0) {
            return ByteBuffer.allocate(0);
        }
        // It is there once more when it is written as an answer, and other requests need memory too.
        long most = Runtime.getRuntime().maxMemory() / 8;
        if (bytes > most) {
            throw new ProblemException(
                    new Problem.TooLarge("An output has %d bytes; this pod gives at most %d: ask for less at a time"
                            .formatted(bytes, most)));
        }
        try {
            return type == Datatype.BYTES ? OnnxStrings.write(value.getValue()) : value.getByteBuffer();
        } catch (OrtException failed) {
            throw failed(failed);
        }
    }

    /// The engine says whether what it was given is at fault: an index that is out of bounds, shapes that do not go
    /// together. Only then its words are for the client.
    private static ProblemException failed(OrtException failed) {
        return failed.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT
                ? refused(failed)
                : new ProblemException(new Problem.EngineFailed("Inference failed", failed));
    }

    private static ProblemException refused(OrtException failed) {
        return new ProblemException(
                new Problem.BadRequest("INVALID_INPUT", "The model refuses the input: " + failed.getMessage()));
    }

    private static int room(Tensor input) {
        return input.datatype() == Datatype.BYTES ? 0 : aligned(input.values().remaining());
    }

    private static int aligned(int bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes + ALIGNMENT).alignedSlice(ALIGNMENT);
    }
}
