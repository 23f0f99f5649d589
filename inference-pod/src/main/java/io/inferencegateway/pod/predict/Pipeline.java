package io.inferencegateway.pod.predict;

import io.inferencegateway.pod.image.ImageDecoder;
import io.inferencegateway.pod.image.Normalize;
import io.inferencegateway.pod.image.Resize;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// The steps of a prediction: decode, resize, normalise, run, best five. One instance belongs to one worker thread and
/// works in that worker's buffers.
public final class Pipeline {
    private static final int BEST = 5;
    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

    /// The model's run on one worker.
    public interface Run {
        /// Input of the next run, float32 NCHW with batch 1; filled before `run`.
        FloatBuffer input();

        /// Runs the model on `input`; the answer is valid until the next run.
        ///
        /// @param width narrow where no other was opened
        FloatBuffer run(Width width);
    }

    private final ImageUse.Classifier model;
    private final Run run;
    private final ImageDecoder decoder;
    private final Resize resize = new Resize();
    private final Normalize normalize;

    /// @param maxPixels largest picture that is decoded
    public Pipeline(ImageUse.Classifier model, Run run, long maxPixels) {
        this.decoder = new ImageDecoder(maxPixels);
        this.model = model;
        this.run = run;
        this.normalize = new Normalize(
                numbers(model.preprocessing().mean()),
                numbers(model.preprocessing().std()));
    }

    /// Makes one prediction.
    ///
    /// @throws ProblemException when the picture cannot be read or the engine fails
    public Prediction predict(Picture picture, Steps steps) {
        return predict(picture, steps, BEST, NOWHERE);
    }

    /// Makes one prediction.
    ///
    /// @param best how many classes it names
    /// @param scores gets the model's output, float32; passed over when it has no room at all
    /// @throws ProblemException when the picture cannot be read or the engine fails
    Prediction predict(Picture picture, Steps steps, int best, ByteBuffer scores) {
        return steps.in(Step.PIPELINE, () -> {
            steps.in(Step.PREPROCESS, filling(picture, steps));
            long start = System.nanoTime();
            FloatBuffer logits = steps.in(Step.INFERENCE, () -> run.run(steps.width()));
            var inference = Duration.ofNanos(System.nanoTime() - start);
            return steps.in(Step.POSTPROCESS, () -> {
                for (int i = 0; scores.hasRemaining() && i < logits.limit(); i++) {
                    scores.putFloat(logits.get(i));
                }
                return new Prediction(Postprocess.best(logits, model.labels(), best), inference);
            });
        });
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Supplier<FloatBuffer> filling(Picture picture, Steps steps) {
        return () -> {
            var image =
                    steps.in(Step.DECODE, () -> decoder.decode(picture.bytes(), picture.offset(), picture.length()));
            var sized = resize.shortSideThenCrop(
                    image, model.preprocessing().resize(), model.preprocessing().crop());
            normalize.write(sized, run.input(), 0);
            return run.input();
        };
    }
}
