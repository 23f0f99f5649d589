package io.inferencegateway.pod.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// A thread's tensors, in memory that ONNX Runtime reads and writes in place: nothing faster can be had from its Java
/// API.
record PinnedRun(
        OrtSession session,
        FloatBuffer input,
        FloatBuffer output,
        Map<String, OnnxTensor> inputs,
        Map<String, OnnxTensor> outputs)
        implements Pipeline.Run, AutoCloseable {
    static PinnedRun of(OrtEnvironment environment, OrtSession session, int side, int classes) throws OrtException {
        var input = direct(3 * side * side);
        var output = direct(classes);
        return new PinnedRun(
                session,
                input,
                output,
                Map.of(
                        session.getInputNames().iterator().next(),
                        OnnxTensor.createTensor(environment, input, new long[] {1, 3, side, side})),
                Map.of(
                        session.getOutputNames().iterator().next(),
                        OnnxTensor.createTensor(environment, output, new long[] {1, classes})));
    }

    /// @param width what the session is, whatever is asked for
    @Override
    public FloatBuffer run(Width width) {
        try {
            session.run(inputs, Set.of(), outputs).close();
            return output;
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
