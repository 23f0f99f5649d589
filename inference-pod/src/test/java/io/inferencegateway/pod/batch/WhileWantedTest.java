package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import io.inferencegateway.pod.predict.Width;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The last look before the model is run.
class WhileWantedTest {
    private final List<ShedReason> shed = new ArrayList<>();
    private final Pending<?> pending =
            Pending.of(Task.classify(Picture.of(new byte[0])), Steps.UNSEEN, 0, Caller.USUAL, Duration.ofMillis(600));

    private Steps after(Duration since) {
        return new WhileWanted(pending, Steps.UNSEEN, new Recorded(), since::toNanos);
    }

    @Test
    void wantedWorkIsRun() {
        assertEquals("run", after(Duration.ofMillis(599)).in(Step.INFERENCE, () -> "run"));
        assertEquals(List.of(), shed);
    }

    @Test
    void workWhoseDeadlinePassedWhileItWasDecodedIsNotRun() {
        assertEquals("decoded", after(Duration.ofMillis(600)).in(Step.PREPROCESS, () -> "decoded"));
        assertThrows(ProblemException.class, () -> after(Duration.ofMillis(600)).in(Step.INFERENCE, Assertions::run));
        assertEquals(List.of(ShedReason.EXPIRED), shed);
    }

    @Test
    void workWhoseClientLeftWhileItWasDecodedIsNotRun() {
        pending.answer().cancel(false);
        assertThrows(ProblemException.class, () -> after(Duration.ZERO).in(Step.INFERENCE, Assertions::run));
        assertEquals(List.of(ShedReason.CLIENT_LEFT), shed);
    }

    private static final class Assertions {
        static Object run() {
            throw new AssertionError("was run");
        }
    }

    private final class Recorded implements QueueEvents {
        @Override
        public void waited(Duration wait) {}

        @Override
        public void shed(ShedReason reason) {
            shed.add(reason);
        }

        @Override
        public void wouldShed(ShedReason reason) {}

        @Override
        public void runs(Width width) {}
    }
}
