package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtSession;
import io.inferencegateway.pod.predict.Width;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The sessions a worker runs, by width.
///
/// @param wide null where the model has one width, and until that session is open; run by one worker at a time
record Sessions(OrtSession narrow, AtomicReference<@Nullable WideSession> wide) {
    static Sessions of(OrtSession narrow) {
        return new Sessions(narrow, new AtomicReference<>());
    }

    OrtSession at(Width width) {
        var opened = width == Width.WIDE ? wide.get() : null;
        return opened == null ? narrow : opened.session();
    }
}
