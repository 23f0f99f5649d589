package io.inferencegateway.operator.prometheus;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that asks, at once and again each interval, until it is closed with its client.
final class Schedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final PrometheusClient client;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("prometheus").factory());

    /// What is done each time.
    interface Task {
        void run() throws InterruptedException;
    }

    Schedule(PrometheusClient client, Duration interval, Task task) {
        this.client = client;
        var _ = thread.scheduleWithFixedDelay(() -> guarded(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.close();
    }

    // The executor would drop the task for ever at its first exception.
    private static void guarded(Task task) {
        try {
            task.run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("error budgets could not be renewed");
        }
    }
}
