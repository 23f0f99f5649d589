package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// A pod that runs batches as a discrete-event simulation: arrivals at random (Poisson), the time of a run by its
/// size, varied at random (log-normal), and no clock but the simulation's. The same seed gives every policy the same
/// arrivals.
///
/// @param time of a run by its size, in milliseconds
/// @param largest batch that the device takes
/// @param spread standard deviation of the logarithm of a run's time
record BatchSimulation(int workers, IntToDoubleFunction time, int largest, double spread, Duration length, long seed) {
    /// What stands between arrivals and workers.
    interface Policy {
        boolean offer(Pending<?> pending, long now);

        /// What a free worker does now.
        Next poll(long now);

        void finished(List<Pending<?>> batch, Duration took);
    }

    /// @param batch to run; empty for nothing
    /// @param dropped without having been run
    /// @param until when to ask again; `Long.MAX_VALUE` when something must happen first
    record Next(List<Pending<?>> batch, List<Pending<?>> dropped, long until) {
        static Next nothing() {
            return new Next(List.of(), List.of(), Long.MAX_VALUE);
        }
    }

    /// A stream of requests.
    ///
    /// @param load of the capacity, 1 is all of it
    record Clients(double load, int priority, Duration deadline) {}

    /// @param good answered in time
    /// @param late answered after the deadline, or dropped
    /// @param refused on arrival
    /// @param latency sum over those in time, in seconds
    record Outcome(int good, int late, int refused, double latency) {
        int sent() {
            return good + late + refused;
        }

        /// Of what was taken, how much was answered in time.
        double kept() {
            return good / (double) Math.max(1, good + late);
        }

        double meanMillis() {
            return 1e3 * latency / Math.max(1, good);
        }
    }

    /// Work that joins any other.
    private record Row() implements Task<Object> {
        @Override
        public Object on(Bench bench, Steps steps) {
            throw new IllegalStateException("a simulation runs nothing");
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public boolean joins(Task<?> other) {
            return true;
        }
    }

    private record Event(long at, long number, Runnable what) {}

    /// Predictions a second that the workers can make, at the best batch size.
    double capacity() {
        double best = 0;
        for (int size = 1; size <= largest; size++) {
            best = Math.max(best, 1e3 * size / time.applyAsDouble(size));
        }
        return workers * best;
    }

    /// @return what became of each stream
    List<Outcome> run(Policy policy, List<Clients> clients) {
        return new Course(policy, clients).outcomes();
    }

    private final class Course {
        private final Policy policy;
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
        private final Random times = new Random(seed + 1);
        private final Map<Pending<?>, Integer> who = new HashMap<>();
        private final int[][] tally;
        private final double[] latency;
        private int free = workers;
        private long number;
        private long wake = Long.MAX_VALUE;
        private long now;

        Course(Policy policy, List<Clients> clients) {
            this.policy = policy;
            this.tally = new int[clients.size()][3];
            this.latency = new double[clients.size()];
            for (int client = 0; client < clients.size(); client++) {
                arrivals(client, clients.get(client));
            }
        }

        List<Outcome> outcomes() {
            while (!events.isEmpty()) {
                var event = events.remove();
                now = event.at();
                event.what().run();
                start();
            }
            var outcomes = new ArrayList<Outcome>();
            for (int i = 0; i < tally.length; i++) {
                outcomes.add(new Outcome(tally[i][0], tally[i][1], tally[i][2], latency[i]));
            }
            return outcomes;
        }

        private void arrivals(int client, Clients stream) {
            var random = new Random(seed * 31 + client);
            double mean = 1e9 / (capacity() * stream.load());
            double at = 0;
            while (true) {
                at -= mean * Math.log(1 - random.nextDouble());
                if (at >= length.toNanos()) {
                    return;
                }
                at((long) at + 1, () -> arrive(client, stream));
            }
        }

        private void at(long when, Runnable what) {
            events.add(new Event(when, number++, what));
        }

        private void arrive(int client, Clients stream) {
            var pending = Pending.of(new Row(), Steps.UNSEEN, now, stream.priority(), stream.deadline());
            if (policy.offer(pending, now)) {
                who.put(pending, client);
            } else {
                tally[client][2]++;
            }
        }

        private void start() {
            while (free > 0) {
                var next = policy.poll(now);
                next.dropped().forEach(each -> tally[who.remove(each)][1]++);
                if (next.batch().isEmpty()) {
                    wakeAt(next.until());
                    return;
                }
                free--;
                int size = next.batch().size();
                double varied = Math.exp(spread * times.nextGaussian() - spread * spread / 2);
                var took = Duration.ofNanos((long) (1e6 * time.applyAsDouble(size) * varied));
                at(now + took.toNanos(), () -> end(next.batch(), took));
            }
        }

        private void wakeAt(long until) {
            if (until != Long.MAX_VALUE && (wake <= now || until < wake)) {
                wake = until;
                at(Math.max(until, now + 1), () -> {});
            }
        }

        private void end(List<Pending<?>> batch, Duration took) {
            free++;
            policy.finished(batch, took);
            for (var each : batch) {
                int client = who.remove(each);
                boolean good = now <= each.deadline();
                tally[client][good ? 0 : 1]++;
                latency[client] += good ? (now - each.arrived()) / 1e9 : 0;
            }
        }
    }
}
