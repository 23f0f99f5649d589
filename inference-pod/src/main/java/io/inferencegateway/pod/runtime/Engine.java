package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.predict.Pipeline;
import java.util.Map;

/// A loaded model that can be run. Opened once, used by the worker threads, closed after the last of them ended.
public interface Engine extends AutoCloseable {
    /// The model file's own key-value metadata.
    Map<String, String> metadata();

    /// Height and width of the input picture; 0 where the model takes any.
    int inputSide();

    /// Number of classes of the output; 0 where the model does not say.
    int classes();

    /// Opens a worker's own tensors.
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
