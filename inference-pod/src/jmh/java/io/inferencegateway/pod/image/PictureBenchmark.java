package io.inferencegateway.pod.image;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// From a file to the numbers a model takes, a step at a time.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PictureBenchmark {
    private static final int SHORT_SIDE = 256;
    private static final int CROP = 224;

    /// Pictures of `config/samples`: 451 x 300, 600 x 400 and 640 x 427 pixels.
    @Param({"chelsea", "coffee", "rocket"})
    public String picture;

    private final ImageDecoder usual = new ImageDecoder();
    private final ImageDecoder jdk = new ImageDecoder(ImageHeader.MAX_PIXELS, Optional.empty());
    private final Resize resize = new Resize();
    private final Normalize normalize =
            new Normalize(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
    private final FloatBuffer tensor = FloatBuffer.allocate(3 * CROP * CROP);
    private byte[] jpeg = {};
    private byte[] png = {};
    private RgbImage decoded;
    private RgbImage sized;

    @Setup
    public void read() throws IOException {
        jpeg = Files.readAllBytes(Path.of("config/samples/" + picture + ".jpg"));
        png = Files.readAllBytes(Path.of("config/samples/" + picture + ".png"));
        // By decoders of their own: a decoder uses the memory of its last picture again.
        decoded = new ImageDecoder().decode(jpeg, 0, jpeg.length);
        sized = new Resize().shortSideThenCrop(decoded, SHORT_SIDE, CROP);
    }

    @Benchmark
    public RgbImage jpeg() {
        return usual.decode(jpeg, 0, jpeg.length);
    }

    @Benchmark
    public RgbImage jpegByTheJdk() {
        return jdk.decode(jpeg, 0, jpeg.length);
    }

    @Benchmark
    public RgbImage png() {
        return usual.decode(png, 0, png.length);
    }

    @Benchmark
    public RgbImage resizeAndCrop() {
        return resize.shortSideThenCrop(decoded, SHORT_SIDE, CROP);
    }

    @Benchmark
    public FloatBuffer normalize() {
        normalize.write(sized, tensor, 0);
        return tensor;
    }
}
