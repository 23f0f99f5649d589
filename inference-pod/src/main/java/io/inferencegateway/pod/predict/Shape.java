package io.inferencegateway.pod.predict;

import java.util.List;

/// Arithmetic of shapes, which clients choose: nothing here overflows.
public final class Shape {
    /// More elements than any request can hold.
    private static final long MANY = 1L << 48;

    private Shape() {}

    /// Elements of a tensor.
    ///
    /// @param shape no dimension below 0
    /// @return at most 2^48, which stands for everything above it
    public static long elements(List<Long> shape) {
        long product = 1;
        for (long dimension : shape) {
            if (dimension == 0) {
                return 0;
            }
            product = dimension > MANY / product ? MANY : product * dimension;
        }
        return product;
    }

    /// Whether a shape is one of those that a declared one allows.
    ///
    /// @param declared -1 where any number will do
    public static boolean fits(List<Long> shape, List<Long> declared) {
        if (shape.size() != declared.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (declared.get(i) >= 0 && !declared.get(i).equals(shape.get(i))) {
                return false;
            }
        }
        return true;
    }
}
