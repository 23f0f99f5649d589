package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.batch.Simulation.Clients;
import io.inferencegateway.pod.batch.Simulation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the queue's policy is for, beside a bounded queue in order of arrival and one with priorities and
/// timeouts as in Triton, on the same arrivals. The figures are those of a simulation: they depend on nothing
/// but the seed.
class PolicyTest {
    private static final int QUEUE = 200;
    private static final Duration LENGTH = Duration.ofMinutes(5);

    /// Two workers of 20 ms, as a small network on a CPU; one of 2 ms, as a GPU; one whose times vary a lot.
    static Stream<Arguments> pods() {
        return Stream.of(
                Arguments.of("cpu", 2, Duration.ofMillis(20), 0.1),
                Arguments.of("gpu", 1, Duration.ofMillis(2), 0.05),
                Arguments.of("varying", 2, Duration.ofMillis(20), 0.5));
    }

    private static Simulation pod(int workers, Duration service, double spread) {
        return new Simulation(workers, service, spread, LENGTH, 11);
    }

    private static Simulation.Policy ours(int workers) {
        return Simulation.ours(new Admission(AdmissionMode.ENFORCE, workers, QUEUE));
    }

    private static int good(List<Outcome> outcomes) {
        return outcomes.stream().mapToInt(Outcome::good).sum();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void atTwiceTheLoadNearlyAllThatTheWorkersCanDoIsInTimeAndSoIsWhatWasTaken(
            String name, int workers, Duration service, double spread) {
        var pod = pod(workers, service, spread);
        var clients = List.of(new Clients(2, Caller.USUAL, service.multipliedBy(10)));

        var ours = pod.run(ours(workers), clients).getFirst();
        var fifo = pod.run(Simulation.bounded(QUEUE, false), clients).getFirst();

        String seen = "ours %s, in order of arrival %s, of %.0f".formatted(ours, fifo, pod.capacity());
        assertTrue(ours.good() >= 0.98 * pod.capacity(), seen);
        assertTrue(ours.kept() >= (spread < 0.2 ? 0.999 : 0.98), seen);
        assertTrue(ours.good() >= fifo.good(), seen);
        assertTrue(fifo.kept() < 0.9, "the load does not tell the policies apart: " + seen);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void belowTheLimitNothingIsLost(String name, int workers, Duration service, double spread) {
        var clients = List.of(new Clients(0.7, Caller.USUAL, service.multipliedBy(20)));

        var ours = pod(workers, service, spread).run(ours(workers), clients).getFirst();

        assertTrue(ours.good() >= 0.999 * ours.sent(), ours::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void whoIsInAHurryIsServedAndWhoHasTimeStillIs(String name, int workers, Duration service, double spread) {
        var pod = pod(workers, service, spread);
        var clients = List.of(
                new Clients(0.3, Caller.USUAL, service.multipliedBy(4)),
                new Clients(0.65, Caller.USUAL, service.multipliedBy(60)));

        var ours = pod.run(ours(workers), clients);
        var triton = pod.run(Simulation.bounded(QUEUE, true), clients);

        String seen = "ours %s, by arrival %s".formatted(ours, triton);
        assertTrue(good(ours) > good(triton), seen);
        assertTrue(ours.getFirst().good() > 1.05 * triton.getFirst().good(), seen);
        assertTrue(ours.get(1).good() >= 0.98 * ours.get(1).sent(), seen);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void aStreamOfUrgentWorkDoesNotStarveTheRest(String name, int workers, Duration service, double spread) {
        var pod = pod(workers, service, spread);
        var clients = List.of(
                new Clients(1.5, Caller.FIRST, service.multipliedBy(10)),
                new Clients(0.5, Caller.LAST, service.multipliedBy(10)));

        var ours = pod.run(ours(workers), clients);
        var triton = pod.run(Simulation.bounded(QUEUE, true), clients);

        String seen = "ours %s, as Triton %s, of %.0f".formatted(ours, triton, pod.capacity());
        assertTrue(ours.get(1).good() >= 0.08 * pod.capacity(), seen);
        assertTrue(ours.getFirst().good() >= 0.7 * pod.capacity(), seen);
        assertTrue(good(ours) >= 0.9 * pod.capacity(), seen);
        assertTrue(triton.get(1).good() < 0.01 * pod.capacity(), "strict priorities starve: " + seen);
    }
}
