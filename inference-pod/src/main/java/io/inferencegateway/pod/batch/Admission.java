package io.inferencegateway.pod.batch;

import io.inferencegateway.contract.wire.AdmissionMode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Decides on arrival whether work is taken. Pure: what is known comes in, a verdict comes out.
///
/// Work is refused when the queue is full, or when the work ahead of it, shared among the workers, and its own
/// service time would end after its deadline, or when it would make work late that was promised to be in time.
/// While a worker is idle everything is taken: a refusal would gain nothing, and only work that is run measures
/// the service time, so an estimate that is too high after a slow phase mends itself.
///
/// @param workers that work the queue off
/// @param queueSize work that may wait beside what is being run
record Admission(AdmissionMode mode, int workers, int queueSize) {
    private static final Duration SOONEST_RETRY = Duration.ofSeconds(1);

    /// What happens to work that arrives.
    sealed interface Verdict {
        record Take() implements Verdict {}

        /// Taken because the policy only watches.
        record TakeThough(ShedReason reason) implements Verdict {}

        /// @param retryAfter when the work ahead will be done; whole seconds, at least one
        record Refuse(ShedReason reason, Duration retryAfter) implements Verdict {}
    }

    /// @param ahead work that waits or is being run
    /// @param service how long one prediction takes; empty before the first measurement, when only the bound
    /// applies
    /// @param left until the deadline
    /// @param breaksAPromise whether work that was taken before would be late
    Verdict onArrival(int ahead, Optional<Estimate> service, Duration left, BooleanSupplier breaksAPromise) {
        if (ahead < workers) {
            return new Verdict.Take();
        }
        var wait = service.map(each -> each.wait(ahead, workers));
        if (ahead >= workers + queueSize) {
            return new Verdict.Refuse(ShedReason.QUEUE_FULL, retryAfter(wait));
        }
        if (mode == AdmissionMode.OFF || !(late(ahead, service, left) || breaksAPromise.getAsBoolean())) {
            return new Verdict.Take();
        }
        return mode == AdmissionMode.OBSERVE
                ? new Verdict.TakeThough(ShedReason.TOO_LATE)
                : new Verdict.Refuse(ShedReason.TOO_LATE, retryAfter(wait));
    }

    /// Whether work with so much ahead of it would be done after its deadline.
    boolean late(int ahead, Optional<Estimate> service, Duration left) {
        return service.map(each -> each.end(ahead, workers))
                .filter(done -> done.compareTo(left) > 0)
                .isPresent();
    }

    /// @param wait until the work ahead is done
    Verdict refuse(ShedReason reason, Duration wait) {
        return new Verdict.Refuse(reason, retryAfter(Optional.of(wait)));
    }

    private static Duration retryAfter(Optional<Duration> wait) {
        return wait.map(time -> Duration.ofSeconds(time.plusNanos(999_999_999).toSeconds()))
                .filter(time -> time.compareTo(SOONEST_RETRY) > 0)
                .orElse(SOONEST_RETRY);
    }
}
