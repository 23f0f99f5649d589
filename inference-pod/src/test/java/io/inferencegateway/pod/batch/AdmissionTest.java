package io.inferencegateway.pod.batch;

import static io.inferencegateway.contract.wire.AdmissionMode.ENFORCE;
import static io.inferencegateway.contract.wire.AdmissionMode.OBSERVE;
import static io.inferencegateway.contract.wire.AdmissionMode.OFF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.batch.Admission.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Optional<Estimate> SERVICE = Optional.of(Estimate.of(Duration.ofMillis(100)));
    private static final Duration DEADLINE = Duration.ofMillis(600);

    private static final BooleanSupplier NOBODY = () -> false;

    private static Admission with(AdmissionMode mode) {
        return new Admission(mode, 2, 100);
    }

    private static Verdict refused(ShedReason reason, int seconds) {
        return new Verdict.Refuse(reason, Duration.ofSeconds(seconds));
    }

    @Test
    void workThatFitsIntoItsDeadlineIsTakenAndOneMoreIsNot() {
        // Ten ahead on two workers: 500 ms, and 100 ms of its own are exactly the deadline.
        assertEquals(new Verdict.Take(), with(ENFORCE).onArrival(10, SERVICE, DEADLINE, NOBODY));
        assertEquals(refused(ShedReason.TOO_LATE, 1), with(ENFORCE).onArrival(11, SERVICE, DEADLINE, NOBODY));
    }

    @Test
    void timesThatVaryLeaveAMargin() {
        var varying = Optional.of(new Estimate(Duration.ofMillis(100), Duration.ofMillis(10)));
        // 500 ms in all on average, and twice the deviation of five in a row: 56 ms.
        assertEquals(new Verdict.Take(), with(ENFORCE).onArrival(8, varying, Duration.ofMillis(560), NOBODY));
        assertEquals(
                refused(ShedReason.TOO_LATE, 1), with(ENFORCE).onArrival(8, varying, Duration.ofMillis(550), NOBODY));
    }

    @Test
    void workThatWouldMakeOthersLateIsRefusedUnlessAWorkerIsIdle() {
        assertEquals(refused(ShedReason.TOO_LATE, 1), with(ENFORCE).onArrival(2, SERVICE, DEADLINE, () -> true));
        assertEquals(new Verdict.Take(), with(ENFORCE).onArrival(1, SERVICE, DEADLINE, () -> true));
        assertEquals(new Verdict.Take(), with(OFF).onArrival(2, SERVICE, DEADLINE, () -> true));
    }

    @Test
    void observeTakesAndTellsWhatOffDoesNotEvenTell() {
        assertEquals(
                new Verdict.TakeThough(ShedReason.TOO_LATE), with(OBSERVE).onArrival(11, SERVICE, DEADLINE, NOBODY));
        assertEquals(new Verdict.Take(), with(OBSERVE).onArrival(10, SERVICE, DEADLINE, NOBODY));
        assertEquals(new Verdict.Take(), with(OFF).onArrival(11, SERVICE, DEADLINE, NOBODY));
    }

    @Test
    void theQueueIsBoundedInEveryMode() {
        for (var mode : AdmissionMode.values()) {
            assertEquals(
                    new Verdict.Take(), with(mode).onArrival(101, SERVICE, Duration.ofMinutes(1), NOBODY), mode.text());
            assertEquals(
                    refused(ShedReason.QUEUE_FULL, 6),
                    with(mode).onArrival(102, SERVICE, Duration.ofMinutes(1), NOBODY),
                    mode.text());
        }
    }

    @Test
    void beforeAnyMeasurementOnlyTheBoundApplies() {
        assertEquals(new Verdict.Take(), with(ENFORCE).onArrival(101, Optional.empty(), Duration.ofMillis(1), NOBODY));
        assertEquals(
                refused(ShedReason.QUEUE_FULL, 1),
                with(ENFORCE).onArrival(102, Optional.empty(), Duration.ofMillis(1), NOBODY));
    }

    @Test
    void anIdleWorkerIsGivenWorkWhateverTheEstimate() {
        var slow = Optional.of(Estimate.of(Duration.ofMinutes(1)));
        assertEquals(new Verdict.Take(), with(ENFORCE).onArrival(1, slow, DEADLINE, NOBODY));
        assertEquals(refused(ShedReason.TOO_LATE, 60), with(ENFORCE).onArrival(2, slow, DEADLINE, NOBODY));
    }

    @Test
    void retryAfterIsTheWaitRoundedUpToSeconds() {
        assertEquals(refused(ShedReason.TOO_LATE, 3), with(ENFORCE).onArrival(41, SERVICE, DEADLINE, NOBODY));
        assertEquals(refused(ShedReason.TOO_LATE, 2), with(ENFORCE).onArrival(40, SERVICE, DEADLINE, NOBODY));
    }
}
