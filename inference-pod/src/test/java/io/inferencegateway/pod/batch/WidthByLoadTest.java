package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import io.inferencegateway.pod.predict.Width;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Who runs wide, seen through workers that run: tasks wait where the test wants them.
class WidthByLoadTest {
    private static final Task<Width> TWENTY_MILLISECONDS = (_, steps) -> steps.in(Step.INFERENCE, () -> {
        LockSupport.parkNanos(20_000_000);
        return steps.width();
    });

    private final ConcurrentLinkedQueue<Width> counted = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    /// A prediction that is held before its run and within it.
    private static final class Held implements Task<Width> {
        private final CountDownLatch taken = new CountDownLatch(1);
        private final CountDownLatch mayRun = new CountDownLatch(1);
        private final CountDownLatch runs = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public Width on(Bench bench, Steps steps) {
            taken.countDown();
            await(mayRun);
            return steps.in(Step.INFERENCE, () -> {
                var width = steps.width();
                runs.countDown();
                await(mayEnd);
                return width;
            });
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
    }

    private Workers workers(int speedup) {
        Supplier<Bench> open = () -> new Bench(Optional.empty(), (_, _, _) -> List.of());
        var admission = new Admission(AdmissionMode.OFF, 2, 10);
        var events = new UnseenEvents() {
            @Override
            public void runs(Width width) {
                counted.add(width);
            }
        };
        var workers = new Workers(Collections.nCopies(2, open), admission, speedup, Duration.ofMinutes(2), events);
        workers.widen();
        assertEquals(Width.NARROW, workers.run(TWENTY_MILLISECONDS, Steps.UNSEEN, Caller.PATIENT), "it may be short");
        counted.clear();
        return workers;
    }

    private Future<Width> start(Workers workers, Held held) throws InterruptedException {
        var answer = clients.submit(() -> workers.run(held, Steps.UNSEEN, Caller.PATIENT));
        held.taken.await();
        return answer;
    }

    private static Width end(Held held, Future<Width> answer) throws Exception {
        held.mayRun.countDown();
        held.mayEnd.countDown();
        return answer.get();
    }

    @Test
    void aLonePredictionRunsWideAndWhatComesMeanwhileNarrow() throws Exception {
        try (var workers = workers(2)) {
            var lone = new Held();
            var first = start(workers, lone);
            lone.mayRun.countDown();
            lone.runs.await();
            var other = new Held();
            assertEquals(Width.NARROW, end(other, start(workers, other)));
            assertEquals(Width.WIDE, end(lone, first));
            assertEquals(List.of(Width.WIDE, Width.NARROW), List.copyOf(counted));
        }
    }

    @Test
    void theFirstOfABurstRunsNarrow() throws Exception {
        try (var workers = workers(2)) {
            var one = new Held();
            var first = start(workers, one); // alone when it was taken
            var two = new Held();
            var second = start(workers, two);
            assertEquals(Width.NARROW, end(one, first));
            // Alone now, but it was not when it was taken: its client may be one of two that ask in turn.
            assertEquals(Width.NARROW, end(two, second));
        }
    }

    @Test
    void withOneWidthEveryRunIsNarrow() throws Exception {
        try (var workers = workers(1)) {
            var lone = new Held();
            assertEquals(Width.NARROW, end(lone, start(workers, lone)));
        }
    }
}
