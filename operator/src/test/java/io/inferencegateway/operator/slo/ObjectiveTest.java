package io.inferencegateway.operator.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveTest {
    private static Objective objective(double target, int days) {
        return Objectives.availability(new GatewayName("ml", "resnet50"), target, days);
    }

    @ParameterizedTest
    @CsvSource({"99.5, 0.995, 0.005", "99.9, 0.999, 0.001", "99.999, 0.99999, 0.00001", "90, 0.9, 0.1", "50, 0.5, 0.5"})
    void targetAndBudgetHaveTheDigitsTheUserWrote(double target, String ratio, String budget) {
        assertEquals(ratio, objective(target, 28).targetRatio().toPlainString());
        assertEquals(budget, objective(target, 28).budget().toPlainString());
    }

    @ParameterizedTest
    @CsvSource({"99.0, 99", "90.0, 90", "99.5, 99.5", "50, 50"})
    void theTargetIsShownWithoutIdleZeros(double target, String text) {
        assertEquals(text, objective(target, 28).targetText());
    }

    @Test
    void thereIsNothingToNoteWhereEveryPairCanFire() {
        assertEquals("", objective(99.5, 28).note());
    }

    @Test
    void aPairThatCannotFireIsNamedWithTheReason() {
        assertEquals(
                "the 1h/5m pair cannot fire at 90 %: a total outage burns only 10x, it needs 13.44x",
                objective(90, 28).note());
    }

    @Test
    void everyPairThatCannotFireIsNamed() {
        assertEquals(
                "the 1h/5m pair cannot fire at 80 %: a total outage burns only 5x, it needs 14.4x; "
                        + "the 6h/30m pair cannot fire at 80 %: a total outage burns only 5x, it needs 6x",
                objective(80, 30).note());
    }

    @Test
    void impossibleObjectivesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> objective(100, 28));
        assertThrows(IllegalArgumentException.class, () -> objective(49.9, 28));
        assertThrows(IllegalArgumentException.class, () -> objective(99, 7));
    }
}
