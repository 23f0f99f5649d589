package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.ProblemException;
import java.time.Duration;

/// What one worker thread does until it is interrupted: takes work, drops what nobody waits for, runs the rest. A
/// caller that finds it at rest may do the same in its place.
record Worker(WorkQueue queue, Bench bench, LoneRuns loneRuns, QueueEvents events) implements Runnable {
    @Override
    public void run() {
        var seat = queue.seat(this::work);
        try {
            while (true) {
                work(queue.take(seat));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void work(Pending<T> pending) {
        long begin = System.nanoTime();
        if (pending.unwanted(begin)) {
            queue.cutShort(Duration.ZERO);
            dropped(pending, pending.reason(begin), events);
            pending.answer().completeExceptionally(new ProblemException(Workers.deadlinePassed(pending)));
            return;
        }
        started(pending, begin, events);
        boolean lone = queue.alone();
        var width = new WidthByLoad(pending.steps(), () -> lone && queue.alone(), loneRuns, events);
        var steps = new WhileWanted(pending, width, events, System::nanoTime);
        try {
            var answer = pending.task().on(bench, steps);
            var took = Duration.ofNanos(System.nanoTime() - begin);
            if (width.ranWide()) {
                queue.finishedWide(took);
            } else {
                queue.finished(took);
            }
            pending.answer().complete(answer);
        } catch (Throwable any) {
            // A worker must outlive whatever a request does to it, an OutOfMemoryError of one request included.
            queue.cutShort(Duration.ofNanos(System.nanoTime() - begin));
            pending.answer().completeExceptionally(any);
        }
    }

    static void started(Pending<?> pending, long now, QueueEvents events) {
        events.waited(pending.waited(now));
        pending.steps().waited(pending.waited(now));
    }

    static void dropped(Pending<?> pending, ShedReason reason, QueueEvents events) {
        var waited = pending.waited(System.nanoTime());
        events.waited(waited);
        pending.steps().waited(waited);
        events.shed(reason);
    }
}
