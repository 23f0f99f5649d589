package io.inferencegateway.pod.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.pod.model.ModelLoadException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model in ONNX Runtime: one session, shared by the workers. One tensor of pictures goes in (float32, NCHW, three
/// channels), one of logits comes out (float32, batch × classes).
public final class OnnxEngine implements Engine {
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;
    private final Map<String, String> metadata;
    private final String input;
    private final String output;
    private final long[] inputShape;
    private final long[] outputShape;

    private OnnxEngine(OrtEnvironment environment, OrtSession.SessionOptions options, OrtSession session)
            throws OrtException {
        this.environment = environment;
        this.options = options;
        this.session = session;
        this.metadata = session.getMetadata().getCustomMetadata();
        var onlyInput = only("input", session.getInputInfo());
        var onlyOutput = only("output", session.getOutputInfo());
        this.input = onlyInput.getName();
        this.output = onlyOutput.getName();
        this.inputShape = shape("input", onlyInput.getInfo(), 4);
        this.outputShape = shape("output", onlyOutput.getInfo(), 2);
        if (inputShape[1] != 3 || inputShape[2] != inputShape[3]) {
            throw new ModelLoadException("the model's input has shape %s; supported: [batch, 3, side, side]"
                    .formatted(Arrays.toString(inputShape)));
        }
    }

    /// Loads a model.
    ///
    /// @param model the ONNX file
    /// @param threads threads of one run; ONNX Runtime must be told, it sees the host's cores and not the
    /// container's
    /// @throws ModelLoadException when it is no model, has another signature, or the device is not there
    public static OnnxEngine load(byte[] model, Device device, int threads) {
        OrtSession.SessionOptions options = null;
        OrtSession session = null;
        try {
            var environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "inference-gateway");
            // ONNX Runtime 1.29 reports usage to its maker unless it is told not to.
            environment.setTelemetry(false);
            options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Idle pool threads that spin would take the cores from decoding and the network.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            ExecutionProviders.select(options, device);
            session = environment.createSession(model, options);
            return new OnnxEngine(environment, options, session);
        } catch (OrtException refused) {
            closeQuietly(options, session);
            throw new ModelLoadException("ONNX Runtime cannot load the model: " + refused.getMessage(), refused);
        } catch (ModelLoadException refused) {
            closeQuietly(options, session);
            throw refused;
        }
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public int inputSide() {
        return (int) Math.max(0, inputShape[2]);
    }

    @Override
    public int classes() {
        return (int) Math.max(0, outputShape[1]);
    }

    @Override
    public Worker worker(int side, int classes) {
        return new OnnxWorker(environment, session, input, output, side, classes);
    }

    @Override
    public void close() {
        closeQuietly(options, session);
    }

    private static NodeInfo only(String what, Map<String, NodeInfo> nodes) {
        if (nodes.size() != 1) {
            throw new ModelLoadException("the model has %d %ss (%s); /predict serves models with one"
                    .formatted(nodes.size(), what, nodes.keySet()));
        }
        return nodes.values().iterator().next();
    }

    private static long[] shape(String what, ValueInfo info, int dimensions) {
        if (!(info instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new ModelLoadException("the model's " + what + " is " + info + "; supported: a float32 tensor");
        }
        long[] shape = tensor.getShape();
        if (shape.length != dimensions || shape[0] > 1) {
            throw new ModelLoadException("the model's %s has shape %s; supported: %d dimensions, batch 1 or dynamic"
                    .formatted(what, Arrays.toString(shape), dimensions));
        }
        return shape;
    }

    /// Options must outlive their session, so the session goes first.
    private static void closeQuietly(OrtSession.@Nullable SessionOptions options, @Nullable OrtSession session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException alreadyGone) {
            // Nothing can be done about a session that does not close; the process ends or a new one is opened.
        }
        if (options != null) {
            options.close();
        }
    }
}
