package io.inferencegateway.pod.predict;

import java.util.List;

/// What a worker is asked for.
public interface Task<T> {
    /// Done on the worker's thread.
    ///
    /// @throws ProblemException when it cannot be done
    T on(Bench bench, Steps steps);

    /// The best five classes of a picture.
    static Task<Prediction> classify(Picture picture) {
        return (bench, steps) -> bench.pictures()
                .orElseThrow(() -> new IllegalStateException("not an image classifier"))
                .predict(picture, steps);
    }

    /// The model's run on tensors, as one pipeline.
    static Task<List<Tensor>> run(List<Tensor> inputs, List<String> outputs) {
        return (bench, steps) -> steps.in(Step.PIPELINE, () -> bench.tensors().run(inputs, outputs, steps));
    }
}
