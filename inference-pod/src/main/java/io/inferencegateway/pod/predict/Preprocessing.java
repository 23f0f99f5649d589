package io.inferencegateway.pod.predict;

import java.util.List;

/// How a picture becomes the model's input: short side to `resize`, centre crop to `crop`, then `(x / 255 - mean) /
/// std`.
///
/// @param resize length of the short side after resizing, pixels
/// @param crop side of the square that is cut out, pixels; the model's input height and width
/// @param mean one number per channel (R, G, B), in units of 0 to 1
/// @param std one number per channel, not 0
public record Preprocessing(int resize, int crop, List<Double> mean, List<Double> std) {
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }
}
