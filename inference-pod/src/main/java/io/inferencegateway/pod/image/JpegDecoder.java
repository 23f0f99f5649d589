package io.inferencegateway.pod.image;

import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.spi.ImageReaderSpi;

/// JPEG by the reader of the JDK (libjpeg 6b), which agrees with libjpeg-turbo, Pillow's decoder, bit for bit but for
/// the one upsampling put right here. It is asked for raw samples: its own way to RGB applies colour profiles and
/// guesses colour spaces by rules that are not Pillow's.
final class JpegDecoder {
    private final ImageReaderSpi provider;

    JpegDecoder() {
        var found = ImageIO.getImageReadersByFormatName("jpeg");
        if (!found.hasNext()) {
            throw new IllegalStateException("this JDK has no JPEG reader: java.desktop is incomplete");
        }
        provider = found.next().getOriginatingProvider();
    }

    RgbImage decode(byte[] bytes, int start, int end) {
        var file = JpegFile.read(bytes, start, end);
        var frame = file.frame();
        byte[] samples = samples(file);
        int channels = frame.components().size();
        if (samples.length != (long) channels * frame.width() * frame.height()) {
            throw Refused.corrupt();
        }
        for (int channel = 0; channel < channels; channel++) {
            if (frame.halfTheRowsOnly(frame.components().get(channel))) {
                JpegRows.interpolate(samples, channel, channels, frame.width(), frame.height());
            }
        }
        return new RgbImage(frame.width(), frame.height(), file.colour().toRgb(samples));
    }

    /// By a reader of its own each time: a used one keeps the quantisation and Huffman tables of the picture before,
    /// and a broken file would be decoded with those of someone else's.
    private byte[] samples(JpegFile file) {
        var damaged = new AtomicBoolean();
        try {
            var reader = provider.createReaderInstance();
            try {
                // libjpeg only warns of lost data and paints the rest grey. Bytes too many before a marker lose
                // nothing.
                reader.addIIOReadWarningListener((source, warning) -> {
                    if (!warning.toLowerCase(Locale.ROOT).contains("extraneous bytes before marker")) {
                        damaged.set(true);
                    }
                });
                reader.setInput(new ByteArrayImageInput(file.coded()), true, true);
                var raster = reader.readRaster(0, null);
                if (damaged.get()) {
                    throw Refused.corrupt();
                }
                return ((DataBufferByte) raster.getDataBuffer()).getData();
            } finally {
                reader.dispose();
            }
        } catch (IOException broken) {
            throw Refused.corrupt();
        }
    }
}
