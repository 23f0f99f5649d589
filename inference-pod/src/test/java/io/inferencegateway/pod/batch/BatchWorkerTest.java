package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorRun;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One worker that runs requests together, seen through what its clients get: it is held while they arrive. A run
/// answers with its input, and takes 1 ms whatever its size.
class BatchWorkerTest {
    private static final byte POISON = 66;

    private final ConcurrentLinkedQueue<List<Integer>> together = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> alone = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ShedReason> shed = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch runs = new CountDownLatch(1);
    private final CountDownLatch mayRun = new CountDownLatch(1);
    private final AtomicBoolean holdsRuns = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Workers workers = workers(8);

    @AfterEach
    void close() {
        mayEnd.countDown();
        mayRun.countDown();
        workers.close();
        clients.close();
    }

    private Workers workers(int size) {
        var times = new TreeMap<>(Map.of(1, Duration.ofMillis(1), size, Duration.ofMillis(1)));
        Supplier<Bench> open = () -> new Bench(Optional.empty(), new Echo());
        var events = new UnseenEvents() {
            @Override
            public void shed(ShedReason reason) {
                shed.add(reason);
            }
        };
        return new Workers(
                List.of(open),
                new Admission(AdmissionMode.ENFORCE, 1, 100),
                1,
                Duration.ofMinutes(2),
                events,
                () -> Optional.of(new BatchTimes(times)),
                Duration.ZERO);
    }

    /// Answers with what it was asked.
    private final class Echo implements TensorRun {
        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs, Steps steps) {
            alone.add((int) inputs.getFirst().values().get(0));
            refuse(List.of(inputs));
            return inputs;
        }

        @Override
        public List<List<Tensor>> runTogether(List<List<Tensor>> requests, List<String> outputs, Steps steps) {
            together.add(requests.stream()
                    .map(each -> (int) each.getFirst().values().get(0))
                    .toList());
            if (holdsRuns.get()) {
                runs.countDown();
                await(mayRun);
            }
            refuse(requests);
            return requests;
        }

        private void refuse(List<List<Tensor>> requests) {
            if (broken.get()) {
                throw new ProblemException(
                        new Problem.EngineFailed("Inference failed", new IllegalStateException("broken")));
            }
            if (requests.stream().anyMatch(each -> each.getFirst().values().get(0) == POISON)) {
                throw new ProblemException(new Problem.BadRequest("INVALID_INPUT", "poison"));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            // The worker is told to stop; it finishes what it runs, as the engine's native code does.
            Thread.currentThread().interrupt();
        }
    }

    private void holdTheWorker() throws InterruptedException {
        clients.submit(() -> workers.run(
                (_, _) -> {
                    taken.countDown();
                    await(mayEnd);
                    return "";
                },
                Steps.UNSEEN,
                Caller.PATIENT));
        taken.await();
    }

    private static List<Tensor> input(int value, int rows) {
        byte[] values = new byte[rows];
        java.util.Arrays.fill(values, (byte) value);
        return List.of(new Tensor("x", Datatype.INT8, List.of((long) rows), ByteBuffer.wrap(values)));
    }

    /// Sends a request that arrives while the worker is held.
    private Future<List<Tensor>> send(int value, Caller caller) throws InterruptedException {
        int before = workers.depth();
        var answer = clients.submit(
                () -> workers.run(Task.run(input(value, 1 + value % 2), List.of("x")), Steps.UNSEEN, caller));
        while (workers.depth() == before) {
            Thread.sleep(1);
        }
        return answer;
    }

    private Future<List<Tensor>> send(int value) throws InterruptedException {
        return send(value, Caller.PATIENT);
    }

    private static Problem problem(Future<?> answer) {
        var failed = assertThrows(ExecutionException.class, answer::get);
        return assertInstanceOf(ProblemException.class, failed.getCause()).problem();
    }

    @Test
    void whatWaitsIsRunTogetherAndEachGetsItsOwn() throws Exception {
        holdTheWorker();
        var answers = List.of(send(1), send(2), send(3));
        mayEnd.countDown();
        for (int value = 1; value <= 3; value++) {
            assertEquals(input(value, 1 + value % 2), answers.get(value - 1).get());
        }
        assertEquals(List.of(List.of(1, 2, 3)), List.copyOf(together));
        assertEquals(List.of(), List.copyOf(alone));
    }

    @Test
    void oneRequestsFaultIsNotTheOthers() throws Exception {
        holdTheWorker();
        var good = send(1);
        var bad = send(POISON);
        var other = send(2);
        mayEnd.countDown();
        assertEquals(input(1, 2), good.get());
        assertEquals(input(2, 1), other.get());
        assertInstanceOf(Problem.BadRequest.class, problem(bad));
        assertEquals(List.of(1, (int) POISON, 2), List.copyOf(alone));
    }

    @Test
    void anEngineThatFailsIsToldToEach() throws Exception {
        broken.set(true);
        holdTheWorker();
        var one = send(1);
        var other = send(2);
        mayEnd.countDown();
        for (var answer : List.of(one, other)) {
            var failed = assertInstanceOf(Problem.EngineFailed.class, problem(answer));
            assertEquals("broken", failed.cause().getMessage());
        }
        broken.set(false);
        assertEquals(input(5, 1), workers.run(Task.run(input(5, 1), List.of("x")), Steps.UNSEEN, Caller.PATIENT));
    }

    @Test
    void whoHasLeftOrRunOutOfTimeIsNotRun() throws Exception {
        holdTheWorker();
        var left = new AtomicBoolean();
        var leaver = send(1, new Caller(Optional.empty(), left::get));
        var hurried = send(2, new Caller(Optional.of(Duration.ofMillis(200)), () -> false));
        var patient = send(3);
        var other = send(4);
        left.set(true);
        assertInstanceOf(
                CancellationException.class,
                assertThrows(ExecutionException.class, leaver::get).getCause());
        assertInstanceOf(Problem.DeadlinePassed.class, problem(hurried));
        mayEnd.countDown();
        assertEquals(input(3, 2), patient.get());
        assertEquals(input(4, 1), other.get());
        assertEquals(List.of(List.of(3, 4)), List.copyOf(together));
        assertEquals(
                List.of(ShedReason.CLIENT_LEFT, ShedReason.EXPIRED),
                shed.stream().sorted(java.util.Comparator.reverseOrder()).toList());
    }

    @Test
    void aRunIsFinishedWhenThePodStops() throws Exception {
        holdsRuns.set(true);
        holdTheWorker();
        var one = send(1);
        var other = send(2);
        mayEnd.countDown();
        runs.await();
        var stopping = clients.submit(workers::close);
        mayRun.countDown();
        assertEquals(input(1, 2), one.get());
        assertEquals(input(2, 1), other.get());
        stopping.get();
    }
}
