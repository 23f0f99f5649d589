package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whose thread does the work.
class WorkersTest {
    private static final int THREADS = 2;
    private static final Task<Thread> SHORT = (_, _) -> Thread.currentThread();
    private static final Task<Thread> TEN_MILLISECONDS = (_, _) -> {
        LockSupport.parkNanos(10_000_000);
        return Thread.currentThread();
    };

    private final Supplier<Bench> open = () -> new Bench(Optional.empty(), (_, _, _) -> List.of());
    private final Workers workers = new Workers(
            Collections.nCopies(THREADS, open),
            new Admission(AdmissionMode.ENFORCE, THREADS, 100),
            1,
            Duration.ofMinutes(1),
            new UnseenEvents());

    private Thread run() {
        return workers.run(SHORT, Steps.UNSEEN, Caller.PATIENT);
    }

    /// Until both workers rest and it is known how long work takes.
    @BeforeEach
    void somethingIsKnown() throws InterruptedException {
        assertNotSame(Thread.currentThread(), run(), "nothing was known yet");
        for (int i = 0; i < 1000 && run() != Thread.currentThread(); i++) {
            Thread.sleep(1);
        }
    }

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void aCallerThatFindsAWorkerAtRestDoesItsWorkItself() {
        for (int i = 0; i < 10; i++) {
            assertSame(Thread.currentThread(), run());
        }
    }

    @Test
    void aVirtualThreadDoesOnlyWhatIsSoonDone() throws Exception {
        try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(true, virtual.submit(this::run).get().isVirtual());
            for (int i = 0; i < 10; i++) {
                workers.run(TEN_MILLISECONDS, Steps.UNSEEN, Caller.PATIENT);
            }
            assertEquals(false, virtual.submit(this::run).get().isVirtual());
            assertSame(Thread.currentThread(), run());
        }
    }

    @Test
    void whatFailsHereFailsAsElsewhereAndTheWorkerIsFreeAgain() {
        Task<Thread> refused = (_, _) -> {
            throw new ProblemException(new Problem.BadRequest("INVALID_INPUT", "no"));
        };
        Task<Thread> broken = (_, _) -> {
            throw new IllegalStateException("a bug");
        };
        for (int i = 0; i < 10; i++) {
            assertThrows(ProblemException.class, () -> workers.run(refused, Steps.UNSEEN, Caller.PATIENT));
            var failed = assertThrows(ProblemException.class, () -> workers.run(broken, Steps.UNSEEN, Caller.PATIENT));
            assertEquals(Problem.EngineFailed.class, failed.problem().getClass());
        }
        assertSame(Thread.currentThread(), run());
    }

    /// In one place there is one at a time, whoever works there, and nobody is forgotten.
    @Test
    void aCrowdOfCallersIsAnsweredByNoMoreThanThereAreWorkers() throws Exception {
        var here = new AtomicInteger();
        var most = new AtomicInteger();
        Task<Integer> counted = (_, _) -> {
            most.accumulateAndGet(here.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            here.decrementAndGet();
            return 1;
        };
        var calls = Collections.nCopies(500, (Callable<Integer>) () -> {
            try {
                return workers.run(counted, Steps.UNSEEN, Caller.PATIENT);
            } catch (ProblemException shed) {
                return 0;
            }
        });
        int answered = 0;
        try (var clients = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> call : new ArrayList<>(clients.invokeAll(calls))) {
                answered += call.get();
            }
        }
        assertEquals(500, answered);
        assertEquals(true, most.get() <= THREADS, "at once: " + most.get());
    }
}
