package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.mock.Faults.Write;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Everything that an API server can answer to a write, or not answer: it is told where it lasts, tried again without
/// haste, and forgotten when it is over.
class FaultsTest {
    private static final String WORDS = "the words of the server";
    // A few looks, each with the six tries of the client; a loop that never waits makes hundreds.
    private static final int CALLS_IN_A_WINDOW = 30;
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final LoopSetup IMPATIENT = LoopSetup.STANDARD.waiting(Duration.ofSeconds(5));

    private enum Fault {
        CONFLICT,
        INVALID,
        TOO_MANY,
        ERROR,
        UNAVAILABLE,
        /// The connection breaks before the write arrives.
        LOST,
        /// The connection breaks after it.
        ANSWER_LOST,
        /// The answer comes when nobody waits for it any more.
        LATE;

        void befall(Loop loop, Predicate<Write> which) {
            var faults = loop.cluster.faults();
            switch (this) {
                case CONFLICT -> faults.refuse(which, 409, WORDS);
                case INVALID -> faults.refuse(which, 422, WORDS);
                case TOO_MANY -> faults.throttle(which, WORDS, Duration.ofSeconds(1));
                case ERROR -> faults.refuse(which, 500, WORDS);
                case UNAVAILABLE -> faults.refuse(which, 503, WORDS);
                case LOST -> faults.lose(which, loop.cable());
                case ANSWER_LOST -> faults.loseAnswer(which, loop.cable());
                case LATE -> faults.delay(which, Duration.ofSeconds(8));
            }
        }

        boolean carriedOut() {
            return this == ANSWER_LOST || this == LATE;
        }
    }

    /// A kind of write: what makes the operator do it, and how one sees that it was done.
    ///
    /// @param told the state in docs/reference/states.md while it is answered with an error; none where nothing
    /// could say so
    private record Kind(
            String method,
            String path,
            Consumer<Loop> before,
            Consumer<Loop> cause,
            Consumer<Loop> done,
            Optional<String> told) {
        boolean is(Write write) {
            return write.method().equals(method) && write.path().endsWith(path);
        }
    }

    @Test
    void aFaultThatLastsIsToldAndSurvived() throws Exception {
        var kinds = List.of(
                new Kind(
                        "PATCH",
                        "/services/resnet",
                        loop -> {},
                        loop -> loop.create(""),
                        loop -> {
                            loop.awaitOwned(Service.class);
                            loop.awaitOwned(Deployment.class);
                        },
                        Optional.of("an object answered with an error")),
                new Kind(
                        "PATCH",
                        "/deployments/resnet",
                        loop -> loop.serve(""),
                        loop -> loop.change("replicas: 4"),
                        loop -> loop.awaitReplicas(4),
                        Optional.of("a change answered with an error")),
                new Kind(
                        "DELETE",
                        "/poddisruptionbudgets/resnet",
                        loop -> loop.serve("replicas: 2"),
                        loop -> loop.change("replicas: 1"),
                        loop -> loop.awaitGone(PodDisruptionBudget.class),
                        Optional.of("a deletion answered with an error")),
                new Kind(
                        "PATCH",
                        "/inferencegateways/resnet/status",
                        loop -> {},
                        loop -> loop.create(""),
                        loop -> loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted"),
                        Optional.empty()),
                new Kind(
                        "POST",
                        "/events",
                        loop -> loop.serve(""),
                        loop -> loop.change("overload: {timeout: soon}"),
                        loop -> loop.awaitCondition(ConditionType.ACCEPTED, "False", "InvalidSpec"),
                        Optional.empty()));
        var others = Map.of(Fault.CONFLICT, "conflicts that do not end", Fault.LOST, "connections that break");
        var cases = new LinkedHashMap<String, AtOnce.Case>();
        for (var kind : kinds) {
            for (var fault : Fault.values()) {
                cases.put(
                        kind.method() + " " + kind.path() + " " + fault,
                        () -> survives(kind, fault, kind.told().map(state -> others.getOrDefault(fault, state))));
            }
        }
        AtOnce.run(cases);
    }

    private static void survives(Kind kind, Fault fault, Optional<String> told) throws Exception {
        try (var loop = new Loop(fault == Fault.LATE ? IMPATIENT : LoopSetup.STANDARD)) {
            kind.before().accept(loop);
            fault.befall(loop, kind::is);
            kind.cause().accept(loop);
            if (fault.carriedOut()) {
                kind.done().accept(loop);
            } else {
                isTold(loop, kind, told);
            }
            isNotHurried(loop, kind, fault);

            loop.cluster.faults().mend();
            kind.done().accept(loop);
            await().atMost(Loop.PATIENCE)
                    .until(() -> kind.path().equals("/events")
                            || loop.condition(ConditionType.STALLED).isEmpty());
            if (kind.path().equals("/events") && fault.carriedOut()) {
                assertEquals(List.of("NotAccepted x1"), loop.news());
            }
        }
    }

    private static void isTold(Loop loop, Kind kind, Optional<String> told) throws InterruptedException {
        if (told.isPresent()) {
            loop.awaitState(told.get());
            return;
        }
        // Neither a status nor an Event that cannot be written can say so; the retries become rarer.
        await().atMost(Loop.PATIENCE).until(() -> calls(loop, kind) > 0);
        Thread.sleep(WINDOW);
    }

    private static void isNotHurried(Loop loop, Kind kind, Fault fault) throws InterruptedException {
        long before = calls(loop, kind);
        Thread.sleep(WINDOW);
        long more = calls(loop, kind) - before;
        // One a second, as the server asks, and those of a look that something else has brought.
        long most = fault == Fault.TOO_MANY ? WINDOW.toSeconds() + 2 : CALLS_IN_A_WINDOW;
        assertTrue(more <= most, more + " calls in " + WINDOW);
    }

    private static long calls(Loop loop, Kind kind) {
        return loop.cluster.faults().writes().stream().filter(kind::is).count();
    }
}
