package io.inferencegateway.pod.image;

import java.util.ArrayList;
import java.util.List;

/// The frame header (SOF) of a JPEG.
record JpegFrame(int precision, int width, int height, List<Component> components) {
    /// One colour channel and how densely it is sampled.
    record Component(int id, int horizontal, int vertical) {}

    JpegFrame {
        components = List.copyOf(components);
    }

    static JpegFrame first(byte[] bytes, int start, int end) {
        var markers = new JpegMarkers(bytes, start, end);
        while (true) {
            int marker = markers.next();
            if (isFrame(marker)) {
                return read(bytes, marker, markers);
            }
            if (marker == JpegMarkers.SOS || marker == JpegMarkers.EOI) {
                throw Refused.corrupt();
            }
        }
    }

    static boolean isFrame(int marker) {
        // 0xC4, 0xC8 and 0xCC lie in the range and are DHT, JPG and DAC.
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    static JpegFrame read(byte[] bytes, int marker, JpegMarkers markers) {
        int at = markers.payload();
        int count = markers.end() - at < 6 ? 0 : bytes[at + 5] & 0xFF;
        if (count == 0 || markers.end() - at != 6 + 3 * count) {
            throw Refused.corrupt();
        }
        if (marker > 0xC2) {
            throw Refused.unsupported("a lossless, hierarchical or arithmetic-coded JPEG");
        }
        int precision = bytes[at] & 0xFF;
        if (precision != 8) {
            throw Refused.unsupported("a JPEG of %d bits a sample".formatted(precision));
        }
        if (count != 1 && count != 3 && count != 4) {
            throw Refused.unsupported("a JPEG of %d components".formatted(count));
        }
        var components = new ArrayList<Component>(count);
        for (int i = at + 6; i < markers.end(); i += 3) {
            components.add(new Component(bytes[i] & 0xFF, (bytes[i + 1] >> 4) & 0xF, bytes[i + 1] & 0xF));
        }
        return new JpegFrame(precision, uint16(bytes, at + 3), uint16(bytes, at + 1), components);
    }

    /// Whether libjpeg-turbo interpolates this channel between rows and libjpeg 6b repeats it: half the rows, all
    /// the columns.
    boolean halfTheRowsOnly(Component component) {
        int maxHorizontal =
                components.stream().mapToInt(Component::horizontal).max().orElseThrow();
        int maxVertical =
                components.stream().mapToInt(Component::vertical).max().orElseThrow();
        return component.horizontal == maxHorizontal && component.vertical * 2 == maxVertical;
    }

    private static int uint16(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
