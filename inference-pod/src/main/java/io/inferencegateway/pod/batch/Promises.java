package io.inferencegateway.pod.batch;

import java.util.ArrayList;
import java.util.List;

/// Whether work can be taken that arrives: it would be in time, and make nobody late who is as urgent and was taken.
///
/// Full runs are expected of a crowd: work that is in time only by a small run would take others their place. Who has
/// the time of two runs to spare can wait for the next, where a full one would be too late for somebody in it.
record Promises(Forecast forecast) {
    private static final int SPARE_RUNS = 2;

    /// @param order what waits, the new work among it, in the order of service
    /// @param ends when each busy worker will be free
    boolean areKept(List<Pending<?>> order, Pending<?> pending, long now, long[] ends) {
        int place = order.indexOf(pending);
        var full = forecast.of(order, now, ends, false);
        if (forecast.isLate(pending, full[place], now)) {
            return false;
        }
        if (!breaksOne(order, place, full, now, ends, false)) {
            return true;
        }
        var careful = forecast.of(order, now, ends, true);
        long spare = SPARE_RUNS * forecast.times().of(forecast.most());
        return !forecast.isLate(pending, careful[place] + spare, now)
                && !breaksOne(order, place, careful, now, ends, true);
    }

    /// Whether work of its priority would be late only because of it. What is less urgent has to give way, and what is
    /// more urgent to the turn of the others.
    private boolean breaksOne(
            List<Pending<?>> order, int place, long[] answered, long now, long[] ends, boolean careful) {
        var without = new ArrayList<>(order);
        int priority = without.remove(place).priority();
        var before = forecast.of(without, now, ends, careful);
        for (int i = 0; i < before.length; i++) {
            var other = without.get(i);
            if (other.priority() == priority
                    && forecast.isLate(other, answered[i < place ? i : i + 1], now)
                    && !forecast.isLate(other, before[i], now)) {
                return true;
            }
        }
        return false;
    }
}
