package io.inferencegateway.operator.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlTest {
    @ParameterizedTest
    @CsvSource({"PT90S, 90s", "PT5M, 5m", "PT30M, 30m", "PT1H, 1h", "PT6H, 6h", "PT24H, 1d", "PT26H, 26h", "P28D, 28d"})
    void durationsUseTheLargestWholeUnit(Duration duration, String text) {
        assertEquals(text, Promql.duration(duration));
    }

    @Test
    void aSelectorStartsWithTheGatewaysIdentity() {
        var gateway = new GatewayName("ml", "resnet50");
        assertEquals(
                "up{namespace=\"ml\",inference_gateway=\"resnet50\",a=~\"b|c\"}",
                Promql.series("up", gateway, Promql.matches("a", "b|c")));
    }

    @Test
    void labelValuesCannotEndTheSelector() {
        assertEquals("a=\"b\\\"} or vector(1) #\\\\\\n\"", Promql.equal("a", "b\"} or vector(1) #\\\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.3; le=\"0.3\"",
                "1; le=~\"1|1\\\\.0\"",
                "0.0005; le=~\"0\\\\.0005|5\\\\.0E-4\"",
                "20.5; le=\"20.5\""
            })
    void aBucketIsFoundHoweverItsBoundIsWritten(String bound, String matcher) {
        assertEquals(matcher, Promql.le(new BigDecimal(bound)));
    }
}
