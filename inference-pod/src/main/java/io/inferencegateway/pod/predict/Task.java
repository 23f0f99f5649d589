package io.inferencegateway.pod.predict;

import java.util.List;

/// What a worker is asked for.
public interface Task<T> {
    /// Done on the worker's thread.
    ///
    /// @throws ProblemException when it cannot be done
    T on(Bench bench, Steps steps);

    /// Rows of the model's input; 0 where it cannot be run together with others.
    default int rows() {
        return 0;
    }

    /// Whether one run can do this and the other.
    default boolean joins(Task<?> other) {
        return false;
    }

    /// The best five classes of a picture.
    static Task<Prediction> classify(Picture picture) {
        return (bench, steps) -> bench.pictures()
                .orElseThrow(() -> new IllegalStateException("not an image classifier"))
                .predict(picture, steps);
    }

    /// The model's run on tensors, as one pipeline.
    static Task<List<Tensor>> run(List<Tensor> inputs, List<String> outputs) {
        return new TensorTask(inputs, outputs);
    }
}
