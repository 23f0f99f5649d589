package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.pod.model.ModelFile.Content;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Signature;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A model in ONNX Runtime. On the CPU the workers share one session, and the weights with it. On a GPU each worker
/// opens a session on its own thread and keeps it there: runs of one session from changing threads make its memory
/// grow without end (onnxruntime#29351). On the CPU there may be a second session, for runs that have all cores; it is
/// opened after the first.
public final class OnnxEngine implements Engine {
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final Content model;
    private final Map<String, String> metadata;
    private final Signature signature;
    /// Null on a GPU.
    private final @Nullable OrtSession shared;
    private final Widths widths;
    private final AtomicReference<@Nullable WideSession> wide = new AtomicReference<>();

    private OnnxEngine(
            OrtEnvironment environment,
            OrtSession.SessionOptions options,
            OrtSession session,
            Widths widths,
            Content model,
            boolean sharesSession)
            throws OrtException {
        this.environment = environment;
        this.options = options;
        this.model = model;
        this.metadata = session.getMetadata().getCustomMetadata();
        this.signature = Signatures.of(session);
        this.shared = sharesSession ? session : null;
        this.widths = widths;
    }

    /// Loads ONNX Runtime's libraries, on a thread of its own and while the pod does something else. What goes wrong is
    /// told to whoever loads a model.
    public static void prepare() {
        Thread.ofPlatform().name("engine").daemon().start(() -> {
            try {
                Environment.open();
            } catch (OrtException | RuntimeException | LinkageError told) {
                // Loading a model fails in the same way.
            }
        });
    }

    /// Loads a model of any signature.
    ///
    /// @param model the ONNX file
    /// @param device a device that can be used, as `Placement` found out
    /// @param widths threads of one run; ONNX Runtime must be told, it sees the host's cores and not the
    /// container's
    /// @throws ModelLoadException when it is no model, or the device refuses it
    public static OnnxEngine load(Content model, Device device, Widths widths) {
        return load(model, device, widths, device == Device.CPU);
    }

    /// @param sharesSession whether the workers share one session, or open their own
    static OnnxEngine load(Content model, Device device, Widths widths, boolean sharesSession) {
        OrtSession.SessionOptions options = null;
        OrtSession session = null;
        try {
            var environment = Environment.open();
            options = options(widths.narrow());
            // Idle pool threads that spin would take the cores from decoding and the network.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            ExecutionProviders.select(options, device);
            session = open(environment, model, options);
            var engine = new OnnxEngine(environment, options, session, widths, model, sharesSession);
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

    /// What the sessions of all widths and devices have in common.
    static OrtSession.SessionOptions options(int threads) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    /// Opens a session of the model.
    interface Opener {
        OrtSession open(OrtSession.SessionOptions options) throws OrtException;
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
            return new OnnxWorker(environment, new Sessions(shared, wide), () -> {}, signature);
        }
        try {
            var own = open(environment, model, options);
            return new OnnxWorker(environment, Sessions.of(own), () -> closeQuietly(null, own), signature);
        } catch (OrtException refused) {
            throw new ModelLoadException("ONNX Runtime cannot load the model: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void widen() {
        if (widths.wide().isEmpty()) {
            return;
        }
        try {
            wide.set(WideSession.open(
                    own -> open(environment, model, own), widths.wide().getAsInt()));
        } catch (OrtException refused) {
            throw new ModelLoadException(
                    "ONNX Runtime opens no second session of the model: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        var opened = wide.getAndSet(null);
        if (opened != null) {
            opened.close();
        }
        closeQuietly(options, shared);
    }

    /// Options must outlive their session, so the session goes first.
    static void closeQuietly(OrtSession.@Nullable SessionOptions options, @Nullable OrtSession session) {
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
