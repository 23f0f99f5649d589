package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Steps;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// Runs every worker's pipeline a few times before the pod is ready, so that the first client does not pay for class
/// loading
/// and for the engine's first allocations.
public final class WarmUp {
    private static final int PASSES = 3;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 260;

    private WarmUp() {}

    /// @throws ModelLoadException when the model does not run
    public static void of(Iterable<Pipeline> pipelines) {
        var picture = Picture.of(noise());
        try {
            for (var pipeline : pipelines) {
                for (int pass = 0; pass < PASSES; pass++) {
                    pipeline.predict(picture, Steps.UNSEEN);
                }
            }
        } catch (ProblemException failed) {
            throw new ModelLoadException("the model was loaded but does not run: " + failed.getMessage(), failed);
        }
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
