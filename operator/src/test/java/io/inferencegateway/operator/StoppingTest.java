package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.status.PodAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StoppingTest {
    /// A reconciliation reads the clock first thing: there it can be held.
    private static final class Gate implements InstantSource {
        private final AtomicBoolean closed = new AtomicBoolean();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public Instant instant() {
            if (closed.get()) {
                reached.countDown();
                try {
                    open.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return Instant.now();
        }
    }

    @Test
    void aReconciliationThatOutlivesTheCachesWritesNothing() throws Exception {
        var gate = new Gate();
        try (var cluster = new MockCluster(true)) {
            var gateway = new TestGateway(cluster);
            var operator = OperatorProcess.start(
                    gateway.client(),
                    LoopSetup.STANDARD.settings(),
                    Desired.STANDARD,
                    gate,
                    address -> new PodAnswer.Loaded("1.0", "sha256:abc"));
            gateway.serve("");
            gate.closed.set(true);
            gateway.nudge();
            assertTrue(gate.reached.await(60, TimeUnit.SECONDS));
            int before = cluster.writes().size();
            var status = gateway.status();

            var stop = Thread.ofPlatform().start(operator::close);
            // Time for the informers to stop; with too little of it the test shows nothing, but does not fail.
            Thread.sleep(2000);
            gate.open.countDown();
            stop.join();

            assertEquals(
                    List.of(), cluster.writes().subList(before, cluster.writes().size()));
            assertEquals(status, gateway.status());
        }
    }
}
