package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtSession;
import io.inferencegateway.pod.predict.Width;
import java.util.Optional;

/// The sessions a worker runs, by width.
///
/// @param wide empty where the model has one width; run by one worker at a time
record Sessions(OrtSession narrow, Optional<OrtSession> wide) {
    OrtSession at(Width width) {
        return width == Width.WIDE ? wide.orElse(narrow) : narrow;
    }
}
