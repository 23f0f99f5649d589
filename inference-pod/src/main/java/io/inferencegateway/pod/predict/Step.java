package io.inferencegateway.pod.predict;

/// The parts of a prediction that are timed and traced; the names are the lab's spans.
public enum Step {
    PIPELINE("inference_pipeline"),
    PREPROCESS("preprocess_image"),
    /// Part of `PREPROCESS`.
    DECODE("decode"),
    INFERENCE("run_inference"),
    POSTPROCESS("postprocess");

    private final String span;

    Step(String span) {
        this.span = span;
    }

    public String span() {
        return span;
    }
}
