package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// One worker's tensors of an image classifier. Both buffers are direct, so ONNX Runtime reads and writes them in place
/// and a run copies
/// nothing.
final class OnnxPictures implements Pipeline.Run, AutoCloseable {
    private final Sessions sessions;
    private final FloatBuffer in;
    private final FloatBuffer out;
    private final OnnxTensor inTensor;
    private final OnnxTensor outTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    OnnxPictures(OrtEnvironment environment, Sessions sessions, String input, String output, int side, int classes) {
        this.sessions = sessions;
        this.in = direct(3 * side * side);
        this.out = direct(classes);
        try {
            this.inTensor = OnnxTensor.createTensor(environment, in, new long[] {1, 3, side, side});
            this.outTensor = OnnxTensor.createTensor(environment, out, new long[] {1, classes});
        } catch (OrtException refused) {
            throw new IllegalStateException("ONNX Runtime refuses the tensors of a worker", refused);
        }
        this.inputs = Map.of(input, inTensor);
        this.outputs = Map.of(output, outTensor);
    }

    @Override
    public FloatBuffer input() {
        return in;
    }

    @Override
    public FloatBuffer run(Width width) {
        try {
            // An output that was handed in is not closed with the result.
            sessions.at(width).run(inputs, Set.of(), outputs).close();
            return out;
        } catch (OrtException failed) {
            throw new ProblemException(new Problem.EngineFailed("Inference failed", failed));
        }
    }

    @Override
    public void close() {
        inTensor.close();
        outTensor.close();
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
