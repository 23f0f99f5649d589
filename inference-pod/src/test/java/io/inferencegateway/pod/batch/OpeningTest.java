package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Preprocessing;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import io.inferencegateway.pod.predict.Width;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A worker opens, runs and keeps its pipeline on one platform thread: a GPU session must never change threads.
class OpeningTest {
    private static final ImageUse.Classifier MODEL = new ImageUse.Classifier(
            List.of("a", "b"), new Preprocessing(8, 8, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));

    @Test
    void aPipelineRunsOnTheThreadThatOpenedIt() throws Exception {
        Set<Thread> openers = ConcurrentHashMap.newKeySet();
        Supplier<Bench> open = () -> {
            openers.add(Thread.currentThread());
            return bench();
        };
        var picture = Picture.of(RunningPod.sample("chelsea.jpg"));
        try (var workers = workers(Collections.nCopies(3, open), 100);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(3, openers.size());
            assertTrue(openers.stream().noneMatch(Thread::isVirtual));
            var answers = IntStream.range(0, 30)
                    .mapToObj(_ ->
                            clients.submit(() -> workers.run(Task.classify(picture), Steps.UNSEEN, Caller.PATIENT)))
                    .toList();
            for (var answer : answers) {
                assertEquals("b", answer.get().best().name()); // or the run's own assertion, thrown
            }
        }
    }

    @Test
    void whatOneOpeningThrowsIsThrownAndNoThreadIsLeft() {
        Set<Thread> openers = ConcurrentHashMap.newKeySet();
        var refused = new IllegalStateException("no session");
        Supplier<Bench> good = () -> {
            openers.add(Thread.currentThread());
            return bench();
        };
        Supplier<Bench> bad = () -> {
            openers.add(Thread.currentThread());
            throw refused;
        };
        var thrown = assertThrows(IllegalStateException.class, () -> workers(List.of(good, bad), 1));
        assertSame(refused, thrown);
        assertEquals(2, openers.size());
        openers.forEach(thread -> assertFalse(thread.isAlive(), thread.getName()));
    }

    private static Bench bench() {
        return new Bench(Optional.of(new Pipeline(MODEL, new OfOneThread(), 1_000_000)), (_, _, _) -> List.of());
    }

    private static Workers workers(List<Supplier<Bench>> pipelines, int queueSize) {
        var admission = new Admission(AdmissionMode.OFF, pipelines.size(), queueSize);
        return new Workers(pipelines, admission, 1, Duration.ofMinutes(2), new UnseenEvents());
    }

    /// A run that tolerates one thread only: the one it was made on.
    private static final class OfOneThread implements Pipeline.Run {
        private final Thread home = Thread.currentThread();
        private final FloatBuffer input = FloatBuffer.allocate(3 * 8 * 8);

        @Override
        public FloatBuffer input() {
            return input;
        }

        @Override
        public FloatBuffer run(Width width) {
            assertSame(home, Thread.currentThread());
            return FloatBuffer.wrap(new float[] {0, 1});
        }
    }
}
