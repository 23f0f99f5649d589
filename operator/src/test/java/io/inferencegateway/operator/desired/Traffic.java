package io.inferencegateway.operator.desired;

import io.inferencegateway.operator.slo.BurnWindow;
import io.inferencegateway.operator.slo.Objective;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Events of every minute, counted: the truth that the rules approximate. Whole numbers, so that nothing is rounded.
final class Traffic {
    private record Block(int minutes, long good, long bad) {}

    private final List<Block> blocks = new ArrayList<>();
    private final List<Long> goodSoFar = new ArrayList<>(List.of(0L));
    private final List<Long> badSoFar = new ArrayList<>(List.of(0L));

    /// Goes on with so many events in each minute.
    Traffic then(int minutes, long good, long bad) {
        blocks.add(new Block(minutes, good, bad));
        for (int minute = 0; minute < minutes; minute++) {
            goodSoFar.add(goodSoFar.getLast() + good);
            badSoFar.add(badSoFar.getLast() + bad);
        }
        return this;
    }

    int minutes() {
        return goodSoFar.size() - 1;
    }

    /// The minutes at which the burn-rate alert of a pair holds, by exact arithmetic.
    boolean burns(Objective objective, BurnWindow pair, int minBadEvents, int minute) {
        var threshold = pair.threshold(objective);
        return above(minute, pair.shortWindow(), threshold)
                && above(minute, pair.longWindow(), threshold)
                && bad(minute, pair.longWindow()) >= minBadEvents;
    }

    /// The first minute from one on at which one of the pairs holds, or none does.
    OptionalInt first(Objective objective, List<BurnWindow> pairs, boolean burning, int from) {
        return IntStream.rangeClosed(from, minutes())
                .filter(minute -> burning == pairs.stream().anyMatch(pair -> burns(objective, pair, 10, minute)))
                .findFirst();
    }

    /// What is left of the budget after so many minutes of a window that is not over.
    BigDecimal budgetLeft(Objective objective, int minute) {
        var total = BigDecimal.valueOf(goodSoFar.get(minute) + badSoFar.get(minute));
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(badSoFar.get(minute))
                .divide(total.multiply(objective.budget()), MathContext.DECIMAL128));
    }

    /// Whether the share of bad events over a window is above a threshold.
    boolean above(int minute, Duration window, BigDecimal threshold) {
        long bad = bad(minute, window);
        long total = bad + sum(goodSoFar, minute, window);
        return BigDecimal.valueOf(bad).compareTo(threshold.multiply(BigDecimal.valueOf(total))) > 0;
    }

    private long bad(int minute, Duration window) {
        return sum(badSoFar, minute, window);
    }

    private static long sum(List<Long> soFar, int minute, Duration window) {
        return soFar.get(minute) - soFar.get((int) Math.max(0, minute - window.toMinutes()));
    }

    /// A counter of good events, bad ones or both, in promtool's notation; one sample a minute.
    String counter(boolean ofGood, boolean ofBad) {
        var text = new StringBuilder("0");
        long value = 0;
        for (var block : blocks) {
            long step = (ofGood ? block.good() : 0) + (ofBad ? block.bad() : 0);
            text.append(' ').append(value + step);
            text.append(step == 0 ? "x" : "+" + step + "x").append(block.minutes() - 1);
            value += step * block.minutes();
        }
        return text.toString();
    }
}
