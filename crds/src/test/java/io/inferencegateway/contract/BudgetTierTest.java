package io.inferencegateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTierTest {
    @ParameterizedTest
    @CsvSource({
        "1, BUSINESS_AS_USUAL",
        "0.7501, BUSINESS_AS_USUAL",
        "0.75, CAUTION",
        "0.5, CAUTION",
        "0.4999, SLOW_DOWN",
        "0.25, SLOW_DOWN",
        "0.2499, FREEZE",
        "0.0001, FREEZE",
        "0, INCIDENT",
        "-3, INCIDENT"
    })
    void theBoundsAreThoseOfTheLab(double remaining, BudgetTier expected) {
        assertEquals(expected, BudgetTier.of(remaining));
    }

    @Test
    void theResourceWritesTheTextOfTheReferencePage() throws Exception {
        for (var tier : BudgetTier.values()) {
            var json = BudgetTier.class
                    .getField(tier.name())
                    .getAnnotation(com.fasterxml.jackson.annotation.JsonProperty.class);
            assertEquals(json.value(), tier.text());
        }
        assertEquals(
                5,
                Arrays.stream(BudgetTier.values())
                        .map(BudgetTier::text)
                        .distinct()
                        .count());
    }
}
