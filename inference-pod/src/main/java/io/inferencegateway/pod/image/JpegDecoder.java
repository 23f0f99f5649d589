package io.inferencegateway.pod.image;

import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// JPEG by the reader of the JDK (libjpeg 6b), which agrees with libjpeg-turbo, Pillow's decoder, bit for bit but for
/// the one upsampling put right here. It is asked for raw samples: its own way to RGB applies colour profiles and
/// guesses colour spaces by rules that are not Pillow's.
final class JpegDecoder {
    private @Nullable ImageReader reader;
    private boolean damaged;

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

    private byte[] samples(JpegFile file) {
        damaged = false;
        try {
            var jpeg = reader == null ? newReader() : reader;
            reader = null; // comes back only after a success: a failed reader is not trusted with the next picture
            jpeg.setInput(new ByteArrayImageInput(file.coded()), true, true);
            var raster = jpeg.readRaster(0, null);
            jpeg.setInput(null);
            reader = jpeg;
            if (damaged) {
                throw Refused.corrupt();
            }
            return ((DataBufferByte) raster.getDataBuffer()).getData();
        } catch (IOException broken) {
            throw Refused.corrupt();
        }
    }

    private ImageReader newReader() {
        var found = ImageIO.getImageReadersByFormatName("jpeg");
        if (!found.hasNext()) {
            throw new IllegalStateException("this JDK has no JPEG reader: java.desktop is incomplete");
        }
        var jpeg = found.next();
        // libjpeg only warns of lost data and paints the rest grey. Bytes left over before a marker lose nothing.
        jpeg.addIIOReadWarningListener((source, warning) ->
                damaged |= !warning.toLowerCase(Locale.ROOT).contains("extraneous bytes before marker"));
        return jpeg;
    }
}
