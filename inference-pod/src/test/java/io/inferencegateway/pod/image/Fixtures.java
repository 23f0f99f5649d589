package io.inferencegateway.pod.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What `src/test/fixtures/make_fixtures.py` wrote: pictures, and what Pillow made of them.
final class Fixtures {
    private static final Path HERE = Path.of("src/test/fixtures");

    record Expected(String file, int width, int height, String decoded, int resize, int crop, String resized) {
        @Override
        public String toString() {
            return file + " to " + resize + ", " + crop;
        }
    }

    private Fixtures() {}

    static List<Expected> all() {
        return lines("expected.csv")
                .map(c -> new Expected(
                        c[0],
                        Integer.parseInt(c[1]),
                        Integer.parseInt(c[2]),
                        c[3],
                        Integer.parseInt(c[4]),
                        Integer.parseInt(c[5]),
                        c[6]))
                .toList();
    }

    static java.util.stream.Stream<String[]> lines(String name) {
        try {
            return Files.readAllLines(HERE.resolve(name)).stream().map(line -> line.split(","));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static byte[] bytes(String file) {
        var path = HERE.resolve("pictures").resolve(file);
        try {
            return Files.readAllBytes(Files.exists(path) ? path : Path.of("../config/samples", file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static RgbImage decode(String file) {
        var bytes = bytes(file);
        return new ImageDecoder().decode(bytes, 0, bytes.length);
    }

    /// Of the picture's pixels, not of what lies behind them.
    static String sha(RgbImage image) {
        return sha(Arrays.copyOf(image.pixels(), 3 * image.width() * image.height()));
    }

    static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
