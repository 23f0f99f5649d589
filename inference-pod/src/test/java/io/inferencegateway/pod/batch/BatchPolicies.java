package io.inferencegateway.pod.batch;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.batch.Admission.Verdict;
import io.inferencegateway.pod.batch.BatchSimulation.Next;
import io.inferencegateway.pod.batch.BatchSimulation.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The pod's policy and those it is held against.
final class BatchPolicies {
    private BatchPolicies() {}

    /// The pod's: the queue itself, with the table that its warm-up would measure.
    static Policy ours(BatchSimulation pod, int queueSize, Duration maxDelay) {
        var measured = new TreeMap<Integer, Duration>();
        for (int size = 1; size <= pod.largest(); size *= 2) {
            measured.put(size, Duration.ofNanos((long) (1e6 * pod.time().applyAsDouble(size))));
        }
        var times = new BatchTimes(measured);
        var policy = new BatchPolicy(times.worthwhile(), maxDelay, true, pod.workers());
        var queue = new BatchQueue(new Admission(AdmissionMode.ENFORCE, pod.workers(), queueSize), policy, times, 1);
        Map<List<Pending<?>>, BatchRun> running = new IdentityHashMap<>();
        return new Policy() {
            @Override
            public boolean offer(Pending<?> pending, long now) {
                return !(queue.offer(pending, now) instanceof Verdict.Refuse);
            }

            @Override
            public Next poll(long now) {
                return switch (queue.poll(now)) {
                    case BatchQueue.Next.Begin(var run) -> {
                        running.put(run.batch(), run);
                        yield new Next(run.batch(), run.late(), Long.MAX_VALUE);
                    }
                    case BatchQueue.Next.Later(var until) ->
                        new Next(List.of(), List.of(), until.orElse(Long.MAX_VALUE));
                };
            }

            @Override
            public void finished(List<Pending<?>> batch, Duration took) {
                var run = running.remove(batch);
                queue.took(batch.getFirst(), run.rows(), took);
                queue.ended(run);
            }
        };
    }

    /// A bounded queue in order of arrival, which is run in batches as large as may be, at once. What has waited past
    /// its deadline is dropped.
    static Policy fifo(int queueSize, int most) {
        return new InOrder(queueSize, false, List.of(most), most, Duration.ZERO);
    }

    /// As Triton's dynamic batcher: a queue for each priority, the first before the others; a batch is made when its
    /// preferred size is there, or the first in it has waited for the longest delay. What has waited past its
    /// deadline is dropped.
    static Policy triton(int queueSize, List<Integer> preferred, int most, Duration maxDelay) {
        return new InOrder(queueSize, true, preferred, most, maxDelay);
    }

    private record InOrder(
            int queueSize,
            boolean byPriority,
            List<Integer> preferred,
            int most,
            Duration maxDelay,
            List<Pending<?>> waiting)
            implements Policy {
        InOrder(int queueSize, boolean byPriority, List<Integer> preferred, int most, Duration maxDelay) {
            this(queueSize, byPriority, preferred, most, maxDelay, new ArrayList<>());
        }

        @Override
        public boolean offer(Pending<?> pending, long now) {
            if (waiting.size() >= queueSize) {
                return false;
            }
            int place = waiting.size();
            while (byPriority && place > 0 && waiting.get(place - 1).priority() > pending.priority()) {
                place--;
            }
            waiting.add(place, pending);
            return true;
        }

        @Override
        public Next poll(long now) {
            var dropped = waiting.stream().filter(each -> each.unwanted(now)).toList();
            dropped.forEach(waiting::remove);
            if (waiting.isEmpty()) {
                return new Next(List.of(), dropped, Long.MAX_VALUE);
            }
            int size = preferred.stream()
                    .filter(each -> each <= waiting.size())
                    .max(Integer::compare)
                    .orElse(0);
            if (size == 0) {
                long until = waiting.stream().mapToLong(Pending::arrived).min().orElseThrow() + maxDelay.toNanos();
                if (until > now) {
                    return new Next(List.of(), dropped, until);
                }
                size = Math.min(most, waiting.size());
            }
            var head = waiting.subList(0, size);
            var batch = List.copyOf(head);
            head.clear();
            return new Next(batch, dropped, Long.MAX_VALUE);
        }

        @Override
        public void finished(List<Pending<?>> batch, Duration took) {}
    }
}
