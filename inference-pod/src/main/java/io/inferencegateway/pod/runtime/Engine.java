package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Signature;
import java.util.Map;

/// A loaded model that can be run. Opened once, used by the worker threads, closed after the last of them ended.
public interface Engine extends AutoCloseable {
    /// The model file's own key-value metadata.
    Map<String, String> metadata();

    /// What the model takes and gives.
    Signature signature();

    /// Opens what one worker needs to run an image classifier: its tensors, and on a GPU its session. To be called
    /// on the thread that will run it.
    ///
    /// @param side height and width of the input
    /// @param classes number of classes of the output
    Worker worker(int side, int classes);

    @Override
    void close();

    /// The tensors of one worker thread; never shared.
    interface Worker extends Pipeline.Run, AutoCloseable {
        @Override
        void close();
    }
}
