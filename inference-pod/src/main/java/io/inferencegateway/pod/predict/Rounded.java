package io.inferencegateway.pod.predict;

import java.math.BigDecimal;
import java.time.Duration;

/// Numbers as answers and log lines have them: so many digits behind the point.
public final class Rounded {
    private static final double[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000};

    private Rounded() {}

    /// @param value finite
    /// @param digits behind the point, at most four
    public static BigDecimal of(double value, int digits) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(value + " cannot be rounded");
        }
        return BigDecimal.valueOf(Math.round(value * POWERS_OF_TEN[digits]), digits);
    }

    /// Milliseconds with two digits.
    public static BigDecimal milliseconds(Duration time) {
        return of(time.toNanos() / 1e6, 2);
    }
}
