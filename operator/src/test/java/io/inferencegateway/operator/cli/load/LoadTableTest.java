package io.inferencegateway.operator.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class LoadTableTest {
    private static Report report(Duration late, long... latenciesMs) {
        var latency = new Histogram(600_000_000, 3);
        LongStream.of(latenciesMs).map(ms -> ms * 1_000).forEach(latency::recordValue);
        var predictions = new TreeMap<String, Long>();
        predictions.put(Tally.WELL, (long) latenciesMs.length);
        return new Report(10, Duration.ofSeconds(1), predictions, new TreeMap<>(), latency, late);
    }

    private static List<String> bars(Report report, Optional<Duration> threshold) {
        return new LoadTable(Ansi.OFF)
                .of(report, List.of(), threshold)
                .lines()
                .filter(line -> line.matches(" +[\\d.]+ ms .*"))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    @Test
    void latenciesThatAreAlikeComeInEqualSteps() {
        assertEquals(
                List.of("10 ms #################### 1", "20 ms 0", "30 ms ######################################## 2"),
                bars(report(Duration.ZERO, 10, 30, 30), Optional.empty()).stream()
                        .filter(line -> line.matches("(10|20|30) ms .*"))
                        .toList());
    }

    @Test
    void latenciesThatAreFarApartComeInGrowingSteps() {
        assertEquals(
                List.of("1", "2", "5", "10", "20", "50", "100", "200", "300", "500"),
                bars(report(Duration.ZERO, 1, 500), Optional.of(Duration.ofMillis(300))).stream()
                        .map(line -> line.split(" ")[0])
                        .toList());
    }

    @Test
    void everyAnswerIsInOneBar() {
        var latencies = LongStream.rangeClosed(1, 1_000).toArray();
        assertEquals(
                1_000,
                bars(report(Duration.ZERO, latencies), Optional.of(Duration.ofMillis(300))).stream()
                        .map(line -> line.replaceAll(" <- threshold", "").replaceAll(".* ", ""))
                        .mapToInt(Integer::parseInt)
                        .sum());
    }

    @Test
    void whenIgwItselfWasLateItSaysSo() {
        String words = "igw itself sent a request 30 ms after it was due";
        var table = new LoadTable(Ansi.OFF);

        assertTrue(table.of(report(Duration.ofMillis(30), 5), List.of(), Optional.empty())
                .contains(words));
        assertFalse(table.of(report(Duration.ofMillis(3), 5), List.of(), Optional.empty())
                .contains("igw itself"));
    }
}
