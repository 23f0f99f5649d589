package io.inferencegateway.pod.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Whose turn it is: the most urgent work, and of that the one whose deadline is next. Where all deadlines are equally
/// long that is the order of arrival.
///
/// Every fifth turn is for less urgent work, where some waits, so that a stream of urgent work cannot starve it: its
/// deadline would pass again and again, and its clients would see nothing but errors. Not thread-safe.
final class Turns {
    /// Turns for the most urgent work before one is for what it passes by.
    private static final int IN_A_ROW = 4;

    /// What waits, by priority; the next deadline first.
    private final List<List<Pending<?>>> levels = IntStream.rangeClosed(0, Caller.LAST)
            .<List<Pending<?>>>mapToObj(level -> new ArrayList<>())
            .toList();
    private int size;
    private int passing;

    int size() {
        return size;
    }

    void add(Pending<?> pending) {
        var level = level(pending);
        level.add(place(level, pending), pending);
        size++;
    }

    boolean remove(Pending<?> pending) {
        boolean removed = level(pending).remove(pending);
        size -= removed ? 1 : 0;
        return removed;
    }

    /// Takes the work whose turn it is; there must be some.
    Pending<?> next() {
        var walk = new Walk();
        var next = walk.next();
        passing = walk.passed;
        remove(next);
        return next;
    }

    /// The order in which all that waits would be served, were this one added and nothing else to come.
    List<Pending<?>> with(Pending<?> pending) {
        add(pending);
        var order = order();
        remove(pending);
        return order;
    }

    /// The order in which all that waits would be served, were nothing else to come.
    List<Pending<?>> order() {
        var order = new ArrayList<Pending<?>>(size);
        for (var walk = new Walk(); order.size() < size; ) {
            order.add(walk.next());
        }
        return order;
    }

    /// Takes work out that is served together: each is a turn, whether or not it was the next.
    void take(List<Pending<?>> together) {
        for (var each : together) {
            int urgent = 0;
            while (levels.get(urgent).isEmpty()) {
                urgent++;
            }
            boolean others = size > levels.get(urgent).size();
            passing = each.priority() > urgent ? 0 : passing + (others ? 1 : 0);
            remove(each);
        }
    }

    private List<Pending<?>> level(Pending<?> pending) {
        return levels.get(pending.priority());
    }

    private static int place(List<Pending<?>> level, Pending<?> pending) {
        int place = level.size();
        while (place > 0 && isSooner(pending, level.get(place - 1))) {
            place--;
        }
        return place;
    }

    /// By the difference: the clock may overflow.
    private static boolean isSooner(Pending<?> one, Pending<?> other) {
        return one.deadline() - other.deadline() < 0;
    }

    /// Goes through what waits in the order of service, without taking it out.
    private final class Walk {
        private final int[] at = new int[levels.size()];
        /// Turns in a row that have passed less urgent work by.
        private int passed = passing;

        Pending<?> next() {
            int urgent = -1;
            int soonest = -1;
            for (int level = 0; level < at.length; level++) {
                if (at[level] == levels.get(level).size()) {
                    continue;
                }
                if (urgent < 0) {
                    urgent = level;
                } else if (soonest < 0 || isSooner(first(level), first(soonest))) {
                    soonest = level;
                }
            }
            int turn = urgent;
            if (soonest >= 0 && ++passed > IN_A_ROW) {
                turn = soonest;
                passed = 0;
            }
            var next = first(turn);
            at[turn]++;
            return next;
        }

        private Pending<?> first(int level) {
            return levels.get(level).get(at[level]);
        }
    }
}
