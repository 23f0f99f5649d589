package io.inferencegateway.pod.training;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// A picture with smooth and with noisy parts, as photographs have, so that decoding goes the ways it goes for those.
final class Pictures {
    private static final int WIDTH = 451;
    private static final int HEIGHT = 300;

    private Pictures() {}

    /// @param format `jpg` or `png`
    static byte[] encoded(String format) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setPaint(new GradientPaint(0, 0, Color.ORANGE, WIDTH, HEIGHT, Color.BLUE));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        canvas.dispose();
        var random = new Random(1);
        for (int y = HEIGHT / 3; y < HEIGHT * 2 / 3; y++) {
            for (int x = WIDTH / 3; x < WIDTH * 2 / 3; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
