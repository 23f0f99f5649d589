package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.OperatorSettings;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The test-only short windows are production's rules with other windows, and nothing else.
class ShortWindowsTest {
    private static final Pattern TIME = Pattern.compile("(?<=\\[|interval: |for: )(\\d+)([smhd])(?=]|\\n)");

    private static String rules(String divisor) {
        var gateway = RuleFile.gateway("alerting: {thresholdAlerts: true}");
        return RuleFile.of(gateway, OperatorSettings.fromEnv(Map.of("SLO_TEST_TIME_DIVISOR", divisor)));
    }

    private static long seconds(String amount, String unit) {
        return Long.parseLong(amount)
                * Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400).get(unit);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 20, 60})
    void multipliedBackTheyAreProductions(int divisor) {
        var inSeconds = TIME.matcher(rules("1")).replaceAll(time -> seconds(time.group(1), time.group(2)) + "s");
        var multiplied = TIME.matcher(rules("" + divisor))
                .replaceAll(time -> seconds(time.group(1), time.group(2)) * divisor + "s");
        assertEquals(inSeconds, multiplied);
        assertNotEquals(rules("1"), rules("" + divisor));
    }

    @Test
    void everyKindOfTimeIsShorter() {
        var text = rules("10");
        assertTrue(text.contains("[30s]") && text.contains("interval: 30s") && text.contains("for: 30s"));
        assertTrue(text.contains("slo:sli_error:ratio_rate5m"), "names stay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "61", "-1", "ten", "1.5"})
    void otherDivisorsAreRefused(String divisor) {
        var refused = assertThrows(IllegalArgumentException.class, () -> rules(divisor));
        assertEquals("SLO_TEST_TIME_DIVISOR is '" + divisor + "'; allowed: 1 to 60", refused.getMessage());
    }
}
