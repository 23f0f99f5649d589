package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferencegateway.pod.runtime.OnnxEngine.Opener;
import java.util.Map;

/// The session of a model's wide runs on the CPU: all cores, and the weights once more.
final class WideSession implements AutoCloseable {
    /// Threads that sleep between the operators are woken later than the calling thread needs for the work of both. So
    /// they spin for the length of an operator or two, and not beyond the end of a run.
    static final Map<String, String> SPINNING =
            Map.of("session.intra_op.spin_duration_us", "200", "session.force_spinning_stop", "1");

    private final OrtSession.SessionOptions options;
    private final OrtSession session;

    private WideSession(OrtSession.SessionOptions options, OrtSession session) {
        this.options = options;
        this.session = session;
    }

    /// @param threads of a run, the calling one among them
    static WideSession open(Opener opener, int threads) throws OrtException {
        var options = OnnxEngine.options(threads);
        try {
            for (var entry : SPINNING.entrySet()) {
                options.addConfigEntry(entry.getKey(), entry.getValue());
            }
            return new WideSession(options, opener.open(options));
        } catch (OrtException | RuntimeException refused) {
            options.close();
            throw refused;
        }
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() {
        OnnxEngine.closeQuietly(options, session);
    }
}
