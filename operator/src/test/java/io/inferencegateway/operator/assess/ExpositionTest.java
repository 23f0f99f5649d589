package io.inferencegateway.operator.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.assess.Scrape.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The text format as Prometheus' documentation has it.
class ExpositionTest {
    // The example of the documentation, shortened.
    private static final Scrape EXAMPLE = Exposition.read("""
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400"}    3 1395066363000

            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

            # Minimalistic line:
            metric_without_timestamp_and_labels 12.47

            # A weird metric from before the epoch:
            something_weird{problem="division by zero"} +Inf -3982045

            # HELP http_request_duration_seconds A histogram of the request duration.
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{le="0.05"} 24054
            http_request_duration_seconds_bucket{le="+Inf"} 144320
            http_request_duration_seconds_sum 53423
            http_request_duration_seconds_count 144320
            """);

    @Test
    void theExampleOfTheDocumentationIsRead() {
        assertEquals(List.of(), EXAMPLE.problems());
        assertEquals(1030, EXAMPLE.sum("http_requests_total", "method", "post"));
        assertEquals(3, EXAMPLE.sum("http_requests_total", "code", "400"));
        assertEquals("counter", EXAMPLE.families().get("http_requests_total").type());
        assertEquals(12.47, EXAMPLE.sum("metric_without_timestamp_and_labels"));
        assertEquals(Double.POSITIVE_INFINITY, EXAMPLE.sum("something_weird"));
        assertEquals(
                List.of(new Sample(
                        "msdos_file_access_time_seconds",
                        Map.of("path", "C:\\DIR\\FILE.TXT", "error", "Cannot find file:\n\"FILE.TXT\""),
                        1.458255915e9)),
                EXAMPLE.families().get("msdos_file_access_time_seconds").samples());
    }

    @Test
    void thePartsOfAHistogramAreOneFamily() {
        assertEquals(
                4,
                EXAMPLE.families()
                        .get("http_request_duration_seconds")
                        .samples()
                        .size());
        assertFalse(EXAMPLE.families().containsKey("http_request_duration_seconds_count"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x{", "x{a=\"b} 1", "x{a=b} 1", "x", "x one", "1x 1", "x{a=\"\\q\"} 1", "{\"json\": 1}"})
    void aLineThatIsNoSampleIsToldAndTheRestIsRead(String line) {
        var scrape = Exposition.read("a 1\n" + line + "\nb 2\n");

        assertEquals(List.of("line 2 is no sample: " + line), scrape.problems());
        assertTrue(scrape.has("a") && scrape.has("b"));
    }

    @Test
    void anAnswerThatEndsInTheMiddleOfALineIsCutOff() {
        assertEquals(
                List.of("the last line has no end: the answer was cut off"),
                Exposition.read("a 1\nb 2").problems());
    }
}
