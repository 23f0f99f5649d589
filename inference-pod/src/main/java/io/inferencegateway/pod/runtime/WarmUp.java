package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Steps;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.LongAccumulator;
import javax.imageio.ImageIO;

/// Runs a worker's pipeline a few times before the pod is ready, on the worker's own thread, so that the first
/// client does not pay for class loading, for the engine's first allocations and for what a GPU sets up on the
/// first run.
public final class WarmUp {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 260;

    private final Picture picture = Picture.of(noise());
    private final int passes;
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /// @param passes runs of each worker; 0 for none
    public WarmUp(int passes) {
        this.passes = passes;
    }

    /// @throws ModelLoadException when the model does not run
    public void run(Pipeline pipeline) {
        if (passes == 0) {
            return;
        }
        long start = System.nanoTime();
        try {
            for (int pass = 0; pass < passes; pass++) {
                pipeline.predict(picture, Steps.UNSEEN);
            }
        } catch (ProblemException failed) {
            String cause = failed.problem() instanceof Problem.EngineFailed engine
                    ? String.valueOf(engine.cause().getMessage())
                    : failed.getMessage();
            throw new ModelLoadException("the model was loaded but does not run: " + cause, failed);
        }
        longest.accumulate(System.nanoTime() - start);
    }

    /// The longest time a worker took.
    public Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    private static byte[] noise() {
        var random = new Random(1);
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a byte array does not fail", impossible);
        }
        return out.toByteArray();
    }
}
