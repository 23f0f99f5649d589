package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.batch.BatchSimulation.Clients;
import io.inferencegateway.pod.batch.BatchSimulation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the policy of batches is for, beside a bounded queue in order of arrival and a batcher as Triton's, on the
/// same arrivals. The figures are those of a simulation: they depend on nothing but the seed. The tables are those of
/// `docs/decisions/0019-batching.md`.
class BatchGoodputTest {
    private static final int QUEUE = 200;
    private static final List<Double> LOADS = List.of(0.5, 0.8, 0.95, 1.2, 1.5, 2.0);

    /// A device under test.
    ///
    /// @param worthwhile size of the batches that pay
    private record Pod(String name, BatchSimulation simulation, int worthwhile) {
        Duration deadline(double runs) {
            return Duration.ofNanos((long) (1e6 * runs * simulation.time().applyAsDouble(1)));
        }

        /// How many can be answered in the whole time.
        double most() {
            return simulation.capacity() * simulation.length().toNanos() / 1e9;
        }

        Three run(List<Clients> clients) {
            int largest = simulation.largest();
            var triton = BatchPolicies.triton(QUEUE, List.of(largest / 2, largest), largest, Duration.ofMillis(2));
            return new Three(
                    simulation.run(BatchPolicies.ours(simulation, QUEUE, Duration.ZERO), clients),
                    simulation.run(BatchPolicies.fifo(QUEUE, worthwhile), clients),
                    simulation.run(triton, clients));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// What became of the same streams under the three policies.
    private record Three(List<Outcome> ours, List<Outcome> fifo, List<Outcome> triton) {
        String of(double most) {
            return "%s | %s | %s".formatted(text(ours, most), text(fifo, most), text(triton, most));
        }

        private static String text(List<Outcome> outcomes, double most) {
            var parts = outcomes.stream()
                    .map(each -> String.format(Locale.ROOT, "%.1f", 100 * each.good() / most))
                    .toList();
            var first = outcomes.getFirst();
            return String.format(Locale.ROOT, "%s (%.1f ms)", String.join(" + ", parts), first.meanMillis());
        }
    }

    /// Two cores where a batch takes as long as its rows one by one; a device to which eight rows are as one, and more
    /// take longer each; two sessions of a device where each row adds a little.
    static Stream<Pod> pods() {
        return Stream.of(
                new Pod("cpu", new BatchSimulation(2, rows -> 20 * rows, 8, 0.1, Duration.ofSeconds(90), 11), 1),
                new Pod("flat", new BatchSimulation(1, BatchGoodputTest::flat, 32, 0.05, Duration.ofSeconds(8), 11), 8),
                new Pod(
                        "gpu",
                        new BatchSimulation(2, rows -> 3 + 0.25 * rows, 16, 0.05, Duration.ofSeconds(8), 11),
                        16));
    }

    private static double flat(int rows) {
        return 4 + 0.5 * Math.max(0, rows - 8);
    }

    private static int good(List<Outcome> outcomes) {
        return outcomes.stream().mapToInt(Outcome::good).sum();
    }

    private static void print(Pod pod, String what, double load, Three three) {
        System.out.printf(Locale.ROOT, "| %s | %s %.2f | %s |%n", pod, what, load, three.of(pod.most()));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void atNoLoadLessIsAnsweredInTimeAndInOverloadNearlyAllThatCanBe(Pod pod) {
        for (double load : LOADS) {
            var three = pod.run(List.of(new Clients(load, Caller.USUAL, pod.deadline(10))));
            print(pod, "one class, load", load, three);
            var ours = three.ours().getFirst();
            var fifo = three.fifo().getFirst();
            var triton = three.triton().getFirst();

            String seen = "%s at load %s: %s".formatted(pod, load, three);
            assertTrue(ours.good() >= 0.999 * fifo.good(), seen);
            assertTrue(ours.good() >= 0.999 * triton.good(), seen);
            if (load <= 0.8) {
                assertTrue(ours.good() >= 0.9999 * ours.sent(), seen);
                assertTrue(ours.meanMillis() <= 1.01 * fifo.meanMillis(), seen);
            }
            if (load >= 1.2) {
                assertTrue(ours.good() >= 0.97 * pod.most(), seen);
                assertTrue(ours.kept() >= 0.98, seen);
                assertTrue(ours.good() > 1.5 * Math.max(fifo.good(), triton.good()), seen);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    void urgentWorkGoesFirstAndTheRestIsNotStarved(Pod pod) {
        for (double load : LOADS) {
            var three = pod.run(List.of(
                    new Clients(load / 2, Caller.FIRST, pod.deadline(10)),
                    new Clients(load / 2, Caller.USUAL, pod.deadline(10))));
            print(pod, "urgent + usual, load", load, three);
            var urgent = three.ours().getFirst();
            var rest = three.ours().get(1);

            String seen = "%s at load %s: %s".formatted(pod, load, three);
            assertTrue(good(three.ours()) >= 0.995 * good(three.fifo()), seen);
            assertTrue(good(three.ours()) >= 0.995 * good(three.triton()), seen);
            assertTrue(urgent.good() >= 0.999 * three.fifo().getFirst().good(), seen);
            if (load <= 1.5) {
                assertTrue(urgent.good() >= 0.98 * urgent.sent(), seen);
            }
            if (load >= 1.2) {
                assertTrue(good(three.ours()) >= 0.97 * pod.most(), seen);
                // A turn in five where all that is urgent would take everything.
                assertTrue(rest.good() >= 0.09 * pod.most(), seen);
                assertTrue(rest.good() > 2 * three.triton().get(1).good(), seen);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    void whoIsInAHurryIsServedAndWhoHasTimeStillIs(Pod pod) {
        var three = pod.run(List.of(
                new Clients(0.3, Caller.USUAL, pod.deadline(4)), new Clients(0.65, Caller.USUAL, pod.deadline(60))));
        print(pod, "in a hurry + patient, load", 0.95, three);
        var hurry = three.ours().getFirst();

        assertTrue(good(three.ours()) >= good(three.fifo()), three::toString);
        assertTrue(good(three.ours()) >= good(three.triton()), three::toString);
        assertTrue(hurry.good() >= 0.98 * hurry.sent(), three::toString);
        assertTrue(three.ours().get(1).good() >= 0.99 * three.ours().get(1).sent(), three::toString);
    }

    /// Where batches do not pay nobody waits for others, whatever delay is set.
    @Test
    void withALinearTableNothingIsBatchedOrDelayed() {
        var pod = new BatchSimulation(1, rows -> 5 * rows, 8, 0.1, Duration.ofSeconds(5), 3);
        for (double load : LOADS) {
            var clients = List.of(new Clients(load, Caller.USUAL, Duration.ofMillis(50)));
            var patient = pod.run(BatchPolicies.ours(pod, QUEUE, Duration.ofMillis(20)), clients);
            var prompt = pod.run(BatchPolicies.ours(pod, QUEUE, Duration.ZERO), clients);
            assertEquals(prompt, patient);
        }
    }
}
