package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.pod.model.ModelFile.Content;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Signature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model in ONNX Runtime. On the CPU the workers share one session, and the weights with it. On a GPU each worker
/// opens a session on its own thread and keeps it there: runs of one session from changing threads make its memory
/// grow without end (onnxruntime#29351).
public final class OnnxEngine implements Engine {
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final Content model;
    private final Map<String, String> metadata;
    private final Signature signature;
    /// Null on a GPU.
    private final @Nullable OrtSession shared;

    private OnnxEngine(
            OrtEnvironment environment,
            OrtSession.SessionOptions options,
            OrtSession session,
            Content model,
            boolean sharesSession)
            throws OrtException {
        this.environment = environment;
        this.options = options;
        this.model = model;
        this.metadata = session.getMetadata().getCustomMetadata();
        this.signature = Signatures.of(session);
        this.shared = sharesSession ? session : null;
    }

    /// Loads a model of any signature.
    ///
    /// @param model the ONNX file
    /// @param device a device that can be used, as `Placement` found out
    /// @param threads threads of one run; ONNX Runtime must be told, it sees the host's cores and not the
    /// container's
    /// @throws ModelLoadException when it is no model, or the device refuses it
    public static OnnxEngine load(Content model, Device device, int threads) {
        return load(model, device, threads, device == Device.CPU);
    }

    /// @param sharesSession whether the workers share one session, or open their own
    static OnnxEngine load(Content model, Device device, int threads, boolean sharesSession) {
        OrtSession.SessionOptions options = null;
        OrtSession session = null;
        try {
            var environment = Environment.open();
            options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Idle pool threads that spin would take the cores from decoding and the network.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            ExecutionProviders.select(options, device);
            session = open(environment, model, options);
            var engine = new OnnxEngine(environment, options, session, model, sharesSession);
            if (!sharesSession) {
                // It was opened to see what the model is; it never ran.
                session.close();
            }
            return engine;
        } catch (OrtException refused) {
            closeQuietly(options, session);
            throw new ModelLoadException("ONNX Runtime cannot load the model: " + refused.getMessage(), refused);
        } catch (ModelLoadException refused) {
            closeQuietly(options, session);
            throw refused;
        }
    }

    private static OrtSession open(OrtEnvironment environment, Content model, OrtSession.SessionOptions options)
            throws OrtException {
        return switch (model) {
            case Content.InMemory memory -> environment.createSession(memory.bytes(), options);
            case Content.OnDisk file -> environment.createSession(file.path().toString(), options);
        };
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Worker worker() {
        if (shared != null) {
            return new OnnxWorker(environment, shared, () -> {}, signature);
        }
        try {
            var own = open(environment, model, options);
            return new OnnxWorker(environment, own, () -> closeQuietly(null, own), signature);
        } catch (OrtException refused) {
            throw new ModelLoadException("ONNX Runtime cannot load the model: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        closeQuietly(options, shared);
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
