package io.inferencegateway.pod.image;

/// How much each input pixel counts for an output pixel along one axis: a triangle, widened by the scale when
/// shrinking, in 22-bit fixed point. These are Pillow's `BILINEAR` weights to the last bit.
///
/// @param first index of the first input pixel, per output pixel
/// @param count number of input pixels, per output pixel
/// @param fixed the weights, `taps` places per output pixel
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Weights(int[] first, int[] count, int[] fixed, int taps) {
    static final int PRECISION = 22;

    /// @param from the first output pixel wanted
    /// @param to one past the last output pixel wanted
    static Weights of(int in, int out, int from, int to) {
        double scale = (double) in / out;
        double support = Math.max(scale, 1.0);
        double inverse = 1.0 / support;
        int taps = (int) Math.ceil(support) * 2 + 1;
        var first = new int[to - from];
        var count = new int[to - from];
        var fixed = new int[(to - from) * taps];
        var exact = new double[taps];
        for (int i = 0; i < to - from; i++) {
            double center = (from + i + 0.5) * scale;
            int low = Math.max((int) (center - support + 0.5), 0);
            int high = Math.min((int) (center + support + 0.5), in);
            double sum = 0;
            for (int x = 0; x < high - low; x++) {
                exact[x] = Math.max(0, 1 - Math.abs((x + low - center + 0.5) * inverse));
                sum += exact[x];
            }
            for (int x = 0; x < high - low; x++) {
                double weight = sum == 0 ? exact[x] : exact[x] / sum;
                fixed[i * taps + x] = (int) (0.5 + weight * (1 << PRECISION));
            }
            first[i] = low;
            count[i] = high - low;
        }
        return new Weights(first, count, fixed, taps);
    }
}
