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
    private static final long[] STEPS = {1, 2, 5};
    private static final long MAX_US = 600_000_000;
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

    // 1, 2, 5, 10, … of a unit, as far as there are answers, and the threshold.
    private static List<Long> bounds(Report report, Optional<Duration> threshold) {
        long least = report.latency().getMinValue();
        long most = report.latency().getMaxValue();
        var bounds = new TreeSet<Long>();
        for (long decade = 1; decade <= MAX_US; decade *= 10) {
            for (long step : STEPS) {
                long bound = decade * step;
                if (bound >= least) {
                    bounds.add(bound);
                }
                if (bound >= most) {
                    threshold
                            .map(limit -> limit.toNanos() / 1_000)
                            .filter(limit -> limit >= least && limit <= bound)
                            .ifPresent(bounds::add);
                    return shortened(bounds);
                }
            }
        }
        return shortened(bounds);
    }

    private static List<Long> shortened(TreeSet<Long> bounds) {
        var all = List.copyOf(bounds);
        return all.subList(Math.max(0, all.size() - MAX_ROWS), all.size());
    }

    private static String bound(long us) {
        return us % 1_000 == 0 ? String.valueOf(us / 1_000) : String.format(Locale.ROOT, "%.3f", us / 1_000.0);
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
