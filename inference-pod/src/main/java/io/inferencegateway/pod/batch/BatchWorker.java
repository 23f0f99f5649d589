package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one worker thread does until it is interrupted, where batches pay: takes a run, drops what nobody waits for,
/// runs the rest together, and gives each its own answer.
record BatchWorker(BatchQueue queue, Bench bench, LoneRuns loneRuns, QueueEvents events) implements Runnable {
    private static final Duration SOON = Duration.ofSeconds(1);

    @Override
    public void run() {
        try {
            while (true) {
                var run = queue.take();
                try {
                    run.late().forEach(this::giveUp);
                    work(run);
                } finally {
                    queue.ended(run);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(Pending<?> late) {
        Worker.dropped(late, ShedReason.TOO_LATE, events);
        late.answer()
                .completeExceptionally(
                        new ProblemException(new Problem.Overloaded(Workers.why(ShedReason.TOO_LATE), SOON)));
    }

    private void work(BatchRun run) {
        long begin = System.nanoTime();
        var wanted = new ArrayList<Pending<?>>(run.batch().size());
        for (var pending : run.batch()) {
            if (pending.unwanted(begin)) {
                Worker.dropped(pending, pending.reason(begin), events);
                unanswered(pending);
            } else {
                Worker.started(pending, begin, events);
                wanted.add(pending);
            }
        }
        if (wanted.size() == 1) {
            alone(wanted.getFirst());
        } else if (!wanted.isEmpty()) {
            together(wanted, begin);
        }
    }

    private <T> void alone(Pending<T> pending) {
        long begin = System.nanoTime();
        boolean lone = queue.alone();
        var width = new WidthByLoad(pending.steps(), () -> lone && queue.alone(), loneRuns, events);
        var steps = new WhileWanted(pending, width, events, System::nanoTime);
        try {
            var answer = pending.task().on(bench, steps);
            if (!width.ranWide()) {
                queue.took(pending, pending.rows(), Duration.ofNanos(System.nanoTime() - begin));
            }
            pending.answer().complete(answer);
        } catch (Throwable any) {
            // A worker must outlive whatever a request does to it, an OutOfMemoryError of one request included.
            pending.answer().completeExceptionally(any);
        }
    }

    private void together(List<Pending<?>> wanted, long begin) {
        var tasks = wanted.stream().map(each -> (TensorTask) each.task()).toList();
        try {
            var answers = TensorTask.together(tasks, bench, new JointSteps(wanted, events, System::nanoTime));
            int rows = wanted.stream().mapToInt(Pending::rows).sum();
            queue.took(wanted.getFirst(), rows, Duration.ofNanos(System.nanoTime() - begin));
            for (int i = 0; i < answers.size(); i++) {
                wanted.get(i).steps().ranTogether(i == 0 ? rows : 0);
                complete(wanted.get(i), answers.get(i));
            }
        } catch (Throwable failed) {
            // It may be one request's fault, of which the others must know nothing: each has its own run now, and
            // its own error when that fails, too.
            wanted.forEach(each -> again(each));
        }
    }

    private void again(Pending<?> pending) {
        long now = System.nanoTime();
        if (pending.unwanted(now)) {
            events.shed(pending.reason(now));
            unanswered(pending);
        } else {
            alone(pending);
        }
    }

    /// Only tasks on tensors join each other, and tensors are what answers them.
    @SuppressWarnings("unchecked")
    private static void complete(Pending<?> pending, List<Tensor> answer) {
        ((Pending<List<Tensor>>) pending).answer().complete(answer);
    }

    private static void unanswered(Pending<?> pending) {
        pending.answer().completeExceptionally(new ProblemException(Workers.deadlinePassed(pending)));
    }
}
