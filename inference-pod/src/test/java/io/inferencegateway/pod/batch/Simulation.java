package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;
import io.inferencegateway.pod.predict.Picture;
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

/// A pod as a discrete-event simulation: arrivals at random (Poisson), service times at random (log-normal), a
/// policy in between, and no clock but the simulation's. The same seed gives the same arrivals to every policy.
final class Simulation {
    /// What stands between arrivals and workers.
    interface Policy {
        boolean offer(Pending<?> pending, long now);

        boolean isEmpty();

        /// Hands out work that is then run, or dropped when nobody waits for it any more.
        Pending<?> take();

        void finished(Duration took);

        void dropped();
    }

    /// A stream of requests.
    ///
    /// @param load of the workers' capacity, 1 is all of it
    record Clients(double load, int priority, Duration deadline) {}

    /// @param good answered in time
    /// @param late answered after the deadline, or dropped because of it
    /// @param refused on arrival
    record Outcome(int good, int late, int refused) {
        int sent() {
            return good + late + refused;
        }

        /// Of what was taken, how much was answered in time.
        double kept() {
            return good / (double) Math.max(1, good + late);
        }
    }

    private record Arrival(long at, int client) {}

    private final int workers;
    private final Duration service;
    private final double spread;
    private final Duration length;
    private final long seed;

    /// @param service mean of a prediction
    /// @param spread standard deviation of its logarithm
    Simulation(int workers, Duration service, double spread, Duration length, long seed) {
        this.workers = workers;
        this.service = service;
        this.spread = spread;
        this.length = length;
        this.seed = seed;
    }

    /// @return what became of each stream
    List<Outcome> run(Policy policy, List<Clients> clients) {
        var arrivals = arrivals(clients);
        var times = new Random(seed + 1);
        var who = new HashMap<Pending<?>, Integer>();
        var tally = new int[clients.size()][3];
        var busy = new PriorityQueue<Long>();
        Map<Long, List<Pending<?>>> ending = new HashMap<>();
        Map<Pending<?>, Duration> took = new HashMap<>();
        int next = 0;
        while (next < arrivals.size() || !busy.isEmpty()) {
            boolean arrives = busy.isEmpty()
                    || (next < arrivals.size() && arrivals.get(next).at() <= busy.peek());
            long now = arrives ? arrivals.get(next).at() : busy.remove();
            if (arrives) {
                var arrival = arrivals.get(next++);
                var from = clients.get(arrival.client());
                var pending = Pending.of(
                        Task.classify(Picture.of(new byte[0])), Steps.UNSEEN, now, from.priority(), from.deadline());
                if (policy.offer(pending, now)) {
                    who.put(pending, arrival.client());
                } else {
                    tally[arrival.client()][2]++;
                }
            } else {
                var done = ending.get(now).removeFirst();
                policy.finished(took.remove(done));
                tally[who.remove(done)][now - done.deadline() <= 0 ? 0 : 1]++;
            }
            while (busy.size() < workers && !policy.isEmpty()) {
                var work = policy.take();
                if (work.unwanted(now)) {
                    policy.dropped();
                    tally[who.remove(work)][1]++;
                    continue;
                }
                var time = Duration.ofNanos(
                        (long) (service.toNanos() * Math.exp(spread * times.nextGaussian() - spread * spread / 2)));
                long end = now + time.toNanos();
                busy.add(end);
                took.put(work, time);
                ending.computeIfAbsent(end, none -> new ArrayList<>()).add(work);
            }
        }
        var outcomes = new ArrayList<Outcome>();
        for (var each : tally) {
            outcomes.add(new Outcome(each[0], each[1], each[2]));
        }
        return outcomes;
    }

    /// How many predictions the workers can make in the whole time.
    double capacity() {
        return workers * (double) length.toNanos() / service.toNanos();
    }

    private List<Arrival> arrivals(List<Clients> clients) {
        var all = new ArrayList<Arrival>();
        for (int client = 0; client < clients.size(); client++) {
            var random = new Random(seed * 31 + client);
            double mean = service.toNanos() / (workers * clients.get(client).load());
            double at = 0;
            while (true) {
                at -= mean * Math.log(1 - random.nextDouble());
                if (at >= length.toNanos()) {
                    break;
                }
                all.add(new Arrival((long) at, client));
            }
        }
        all.sort(Comparator.comparingLong(Arrival::at));
        return all;
    }

    /// The pod's.
    static Policy ours(Admission admission) {
        var queue = new WorkQueue(admission, 1);
        var seat = queue.seat(_ -> {});
        return new Policy() {
            @Override
            public boolean offer(Pending<?> pending, long now) {
                return !(queue.offer(pending, now) instanceof Verdict.Refuse);
            }

            @Override
            public boolean isEmpty() {
                return queue.depth() == 0;
            }

            @Override
            public Pending<?> take() {
                try {
                    return queue.take(seat);
                } catch (InterruptedException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }

            @Override
            public void finished(Duration took) {
                queue.finished(took);
            }

            @Override
            public void dropped() {
                queue.cutShort(Duration.ZERO);
            }
        };
    }

    /// A bounded queue that is refused entry when full.
    ///
    /// @param byPriority whether each priority has a queue of its own, the first before the others, as in Triton
    static Policy bounded(int size, boolean byPriority) {
        var waiting = new ArrayList<Pending<?>>();
        return new Policy() {
            @Override
            public boolean offer(Pending<?> pending, long now) {
                if (waiting.size() >= size) {
                    return false;
                }
                int place = waiting.size();
                while (byPriority && place > 0 && waiting.get(place - 1).priority() > pending.priority()) {
                    place--;
                }
                waiting.add(place, pending);
                return true;
            }

            @Override
            public boolean isEmpty() {
                return waiting.isEmpty();
            }

            @Override
            public Pending<?> take() {
                return waiting.removeFirst();
            }

            @Override
            public void finished(Duration took) {}

            @Override
            public void dropped() {}
        };
    }
}
