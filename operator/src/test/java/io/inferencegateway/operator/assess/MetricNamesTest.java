package io.inferencegateway.operator.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of promtool's lint; `.ci/run` compares the real pod's scrape with promtool itself.
class MetricNamesTest {
    @ParameterizedTest
    @CsvSource({
        "requests, counter, is a counter and does not end in _total",
        "requests_total, gauge, ends in _total and is no counter",
        "queueDepth, gauge, is not in snake_case",
        "queue_count, gauge, has a suffix that histograms and summaries keep for themselves",
        "queue_gauge, gauge, names its type",
        "wait_milliseconds, gauge, 'is in another unit than seconds, bytes or a ratio'",
        "wait_ms, gauge, abbreviates its unit",
    })
    void aNameAgainstARuleIsTold(String name, String type, String rule) {
        assertEquals(
                List.of(name + " " + rule),
                MetricNames.problems(
                        Exposition.read("# HELP %1$s x\n# TYPE %1$s %2$s\n%1$s 1\n".formatted(name, type))));
    }

    @Test
    void helpTypeAndLabelsAreLookedAt() {
        assertEquals(List.of("a has no help text", "a has no type"), MetricNames.problems(Exposition.read("a 1\n")));
        String family = "# HELP a x\n# TYPE a gauge\n";
        String words = "a has a label that is not in snake_case, or one of another type";
        assertEquals(List.of(words), MetricNames.problems(Exposition.read(family + "a{statusCode=\"1\"} 1\n")));
        assertEquals(List.of(words), MetricNames.problems(Exposition.read(family + "a{le=\"1\"} 1\n")));
        assertEquals(List.of(), MetricNames.problems(Exposition.read(family + "a{status_code=\"1\"} 1\n")));
    }
}
