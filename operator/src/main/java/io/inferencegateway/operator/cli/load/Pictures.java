package io.inferencegateway.operator.cli.load;

import io.inferencegateway.operator.cli.load.Shots.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The pictures of a test, which are sent by turns.
public final class Pictures {
    private static final String SAMPLE = "/samples/chelsea.jpg";
    private static final long MOST_BYTES = 64L << 20;

    private Pictures() {}

    /// Reads them.
    ///
    /// @param files without any, it is a cat that `igw` brings
    /// @throws IOException with a sentence that names the file that cannot be read, or says that they are too large
    public static List<Picture> read(List<Path> files) throws IOException {
        var pictures = new ArrayList<Picture>();
        for (var file : files) {
            pictures.add(Picture.of(file));
        }
        if (pictures.isEmpty()) {
            try (var in = Objects.requireNonNull(Pictures.class.getResourceAsStream(SAMPLE), SAMPLE)) {
                pictures.add(new Picture("chelsea.jpg", "image/jpeg", in.readAllBytes()));
            }
        }
        if (pictures.stream().mapToLong(picture -> picture.bytes().length).sum() > MOST_BYTES) {
            throw new IOException("the pictures are larger than 64 MiB together; send fewer or smaller ones");
        }
        return pictures;
    }
}
