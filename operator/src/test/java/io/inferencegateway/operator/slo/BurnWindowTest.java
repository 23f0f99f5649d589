package io.inferencegateway.operator.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnWindowTest {
    private static Objective objective(double target, int days) {
        return Objectives.availability(new GatewayName("ml", "resnet50"), target, days);
    }

    private static List<String> each(java.util.function.Function<BurnWindow, BigDecimal> number) {
        return BurnWindow.ALL.stream()
                .map(window -> number.apply(window).toPlainString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"28, 13.44 5.6 2.8 1", "30, 14.4 6 3 1"})
    void factorsAreScaledToTheWindowAndNeverBelowOne(int days, String expected) {
        assertEquals(expected, String.join(" ", each(window -> window.factor(objective(99.5, days)))));
    }

    @ParameterizedTest
    @CsvSource({
        "99.5, 28, 0.0672 0.028 0.014 0.005",
        "99.5, 30, 0.072 0.03 0.015 0.005",
        "99, 28, 0.1344 0.056 0.028 0.01",
        "99, 30, 0.144 0.06 0.03 0.01",
        "99.9, 30, 0.0144 0.006 0.003 0.001",
        "99.999, 28, 0.0001344 0.000056 0.000028 0.00001",
    })
    void thresholdsAreExact(double target, int days, String expected) {
        assertEquals(expected, String.join(" ", each(window -> window.threshold(objective(target, days)))));
    }

    @ParameterizedTest
    @CsvSource({
        "99.999, 28, 4",
        "95, 28, 4",
        "95, 30, 4",
        "93.06, 30, 4",
        "93.05, 30, 3",
        "92.56, 28, 4",
        "92.55, 28, 3",
        "90, 28, 3",
        "80, 28, 2",
        "80, 30, 2",
        "50, 28, 1",
        "50, 30, 1",
    })
    void aPairIsReachableWhenATotalOutageExceedsItsThreshold(double target, int days, int pairs) {
        var objective = objective(target, days);
        assertEquals(
                pairs,
                BurnWindow.ALL.stream()
                        .filter(pair -> pair.reachable(objective))
                        .count());
    }

    @Test
    void aThresholdOfExactlyOneIsNotReachable() {
        var pair = new BurnWindow(
                java.time.Duration.ofHours(28),
                java.time.Duration.ofHours(1),
                new BigDecimal("0.0833333333333333333333333333333333"),
                Urgency.TICKET);
        var objective = objective(50, 28);
        assertEquals(0, pair.factor(objective).compareTo(new BigDecimal("2")));
        assertEquals(false, pair.reachable(objective));
    }
}
