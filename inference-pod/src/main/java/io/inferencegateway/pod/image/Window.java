package io.inferencegateway.pod.image;

/// What a centre crop keeps of one axis.
///
/// @param from the first pixel kept
/// @param to one past the last pixel kept
/// @param margin pixels of padding before it
record Window(int from, int to, int margin) {
    /// torchvision's `CenterCrop`: `int(round((size - crop) / 2.0))` with Python's rounding of halves to even; a
    /// smaller picture is padded by half of what is missing, rounded down, on the near side.
    static Window centered(int size, int crop) {
        if (size < crop) {
            return new Window(0, size, (crop - size) / 2);
        }
        int from = (int) Math.rint((size - crop) / 2.0);
        return new Window(from, from + crop, 0);
    }
}
