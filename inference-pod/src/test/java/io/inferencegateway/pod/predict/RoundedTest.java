package io.inferencegateway.pod.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person reads: all digits that were asked for, and no more.
class RoundedTest {
    @ParameterizedTest
    @CsvSource({
        "0.97261, 4, 0.9726",
        "0.99996, 4, 1.0000",
        "0.1, 4, 0.1000",
        "0, 4, 0.0000",
        "0.00004, 4, 0.0000",
        "12.345678, 2, 12.35",
        "-0.126, 2, -0.13",
        "86400000.004, 2, 86400000.00",
    })
    void hasItsDigits(double value, int digits, String text) {
        assertEquals(text, Rounded.of(value, digits).toString());
    }

    @Test
    void timesAreMilliseconds() {
        assertEquals(
                "1500.01", Rounded.milliseconds(Duration.ofNanos(1_500_012_345)).toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNotZero(double value) {
        assertThrows(ArithmeticException.class, () -> Rounded.of(value, 2));
    }
}
