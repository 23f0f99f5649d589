package io.inferencegateway.pod.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/// Which decoder reads JPEGs; the tests of pictures are run with each.
enum JpegBy {
    TURBO {
        @Override
        ImageDecoder decoder() {
            assumeTrue(
                    TurboJpeg.installed().isPresent(),
                    "libturbojpeg.so.0 is not installed here (Debian: libturbojpeg0)");
            return new ImageDecoder(ImageHeader.MAX_PIXELS, TurboJpeg.installed());
        }
    },
    JDK {
        @Override
        ImageDecoder decoder() {
            return new ImageDecoder(ImageHeader.MAX_PIXELS, Optional.empty());
        }
    };

    abstract ImageDecoder decoder();
}
