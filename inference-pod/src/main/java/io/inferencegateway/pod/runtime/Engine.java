package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Signature;
import io.inferencegateway.pod.predict.TensorRun;
import java.util.Map;

/// A loaded model that can be run. Opened once, used by the worker threads, closed after the last of them ended.
public interface Engine extends AutoCloseable {
    /// The model file's own key-value metadata.
    Map<String, String> metadata();

    /// What the model takes and gives.
    Signature signature();

    /// Opens what one worker needs; on a GPU that is a session of its own. To be called on the thread that will run it.
    Worker worker();

    /// Opens the session of wide runs, where the model has one. Until it returns wide runs are narrow. Not with `close`
    /// at a time.
    ///
    /// @throws ModelLoadException when it cannot be opened; the narrow one is as it was
    void widen();

    @Override
    void close();

    /// What one worker thread runs; never shared.
    interface Worker extends TensorRun, AutoCloseable {
        /// Opens the tensors of an image classifier, once.
        ///
        /// @param side height and width of the input
        /// @param classes number of classes of the output
        Pipeline.Run pictures(int side, int classes);

        @Override
        void close();
    }
}
