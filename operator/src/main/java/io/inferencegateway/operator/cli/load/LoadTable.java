package io.inferencegateway.operator.cli.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/// A report for a terminal: counts, latencies, a histogram, the verdict.
///
/// @param ansi whether in colours
public record LoadTable(Ansi ansi) {
    private static final int BAR = 40;
    private static final int MAX_ROWS = 14;
    private static final int STEPS = 10;
    private static final int WIDE = 20;
    // Later than this, the latencies say something of igw's own machine.
    private static final Duration LATE = Duration.ofMillis(20);

    /// The whole text.
    ///
    /// @param threshold of the latency objective, where there is one
    public String of(Report report, List<Promise> promises, Optional<Duration> threshold) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%.1f requests a second for %.1f s%n",
                report.perSecond(),
                report.lasted().toMillis() / 1_000.0));
        text.append(String.format(Locale.ROOT, "predictions   %s%n", counts(report.predictions())));
        if (!report.others().isEmpty()) {
            text.append(String.format(Locale.ROOT, "probes        %s%n", counts(report.others())));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nlatency (ms)  p50 %s  p90 %s  p99 %s  p99.9 %s  max %s%n",
                ms(report, 50),
                ms(report, 90),
                ms(report, 99),
                ms(report, 99.9),
                ms(report, 100)));
        text.append(histogram(report, threshold));
        if (report.late().compareTo(LATE) > 0) {
            text.append(ansi.string(
                            "%n@|yellow igw itself sent a request %d ms after it was due: this machine was busy, and the latencies"
                                            .formatted(report.late().toMillis())
                                    + " contain that.|@%n")
                    .formatted());
        }
        if (report.rejected() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%d predictions were the client's fault (4xx): they count in no objective%n",
                    report.rejected()));
        }
        text.append(verdict(promises));
        return text.toString();
    }

    private static String counts(SortedMap<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String histogram(Report report, Optional<Duration> threshold) {
        var latency = report.latency();
        if (latency.getTotalCount() == 0) {
            return "";
        }
        var bounds = bounds(report, threshold);
        var counts = new ArrayList<Long>();
        long below = 0;
        for (long bound : bounds) {
            long within = latency.getCountBetweenValues(0, bound);
            counts.add(within - below);
            below = within;
        }
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
        var text = new StringBuilder(System.lineSeparator());
        for (int row = 0; row < counts.size(); row++) {
            boolean isThreshold =
                    threshold.isPresent() && bounds.get(row) == threshold.get().toNanos() / 1_000;
            int length = (int) Math.ceil((double) BAR * counts.get(row) / most);
            boolean slow =
                    threshold.isPresent() && bounds.get(row) > threshold.get().toNanos() / 1_000;
            text.append(String.format(Locale.ROOT, "%10s ms  ", bound(bounds.get(row))))
                    .append(ansi.string("@|%s %s|@".formatted(slow ? "red" : "green", "#".repeat(length))))
                    .append(String.format(
                            Locale.ROOT,
                            "%s %d%s%n",
                            " ".repeat(BAR - length),
                            counts.get(row),
                            isThreshold ? "  <- threshold" : ""));
        }
        return text.toString();
    }

    private static List<Long> bounds(Report report, Optional<Duration> threshold) {
        long least = report.latency().getMinValue();
        // The histogram knows three digits: its slowest answer is the upper end of what it cannot tell apart.
        long most = report.latency().lowestEquivalentValue(report.latency().getMaxValue());
        var bounds = most > WIDE * least ? growing(least, most) : equal(least, most);
        threshold
                .map(limit -> limit.toNanos() / 1_000)
                .filter(limit -> limit >= least && limit <= bounds.last())
                .ifPresent(bounds::add);
        var all = List.copyOf(bounds);
        return all.subList(Math.max(0, all.size() - MAX_ROWS), all.size());
    }

    // 1, 2, 5, 10, … where the slowest answers are many times the fastest.
    private static TreeSet<Long> growing(long least, long most) {
        var bounds = new TreeSet<Long>();
        for (long bound = 1; bounds.isEmpty() || bounds.last() < most; bound = next(bound)) {
            if (bound >= least) {
                bounds.add(bound);
            }
        }
        return bounds;
    }

    // About ten steps of 1, 2 or 5 of a unit.
    private static TreeSet<Long> equal(long least, long most) {
        long step = 1;
        while (step * STEPS < most - least) {
            step = next(step);
        }
        var bounds = new TreeSet<Long>();
        for (long bound = (least + step - 1) / step * step; bounds.isEmpty() || bounds.last() < most; bound += step) {
            bounds.add(bound);
        }
        return bounds;
    }

    // The next of 1, 2, 5, 10, 20, 50, …
    private static long next(long number) {
        return String.valueOf(number).startsWith("2") ? number / 2 * 5 : number * 2;
    }

    private static String bound(long us) {
        return BigDecimal.valueOf(us, 3).stripTrailingZeros().toPlainString();
    }

    private String verdict(List<Promise> promises) {
        var text = new StringBuilder();
        for (var promise : promises) {
            String mark = promise.kept() ? "@|green kept  |@" : "@|bold,red missed|@";
            text.append(ansi.string(mark))
                    .append(String.format(
                            Locale.ROOT,
                            "  %-12s %.3f %% %s (%d of %d); the target is %s %%%n",
                            promise.objective(),
                            promise.measured(),
                            promise.words(),
                            promise.good(),
                            promise.events(),
                            plain(promise.target())));
        }
        return text.isEmpty() ? "" : System.lineSeparator() + text;
    }

    private static String plain(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    }

    private static String ms(Report report, double percentile) {
        return String.format(Locale.ROOT, "%.1f", report.milliseconds(percentile));
    }
}
