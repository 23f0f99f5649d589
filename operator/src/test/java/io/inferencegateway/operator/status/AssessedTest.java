package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.InferenceGatewayStatus.FailedCriterion;
import io.inferencegateway.contract.InferenceGatewayStatus.ObservabilityStatus;
import io.inferencegateway.contract.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From what `igw assess` has written to the condition ObservabilityReady.
class AssessedTest {
    private static final String AT = "2026-01-01T00:00:00Z";

    private static Optional<Finding> finding(String score, List<FailedCriterion> failed, List<String> notChecked) {
        return Assessed.of(new ObservabilityStatus(score, failed, notChecked, AT, 3L), 3);
    }

    @Test
    void nobodyHasAssessedItSoThereIsNoCondition() {
        assertEquals(Optional.empty(), Assessed.of(null, 3));
    }

    @Test
    void allCriteriaAreMet() {
        assertEquals(
                Optional.of(Finding.yes(Reason.CRITERIA_MET, "29/29 criteria are met")),
                finding("29/29", List.of(), List.of()));
    }

    @Test
    void failuresAreNamed() {
        assertEquals(
                Optional.of(
                        Finding.no(
                                Reason.CRITERIA_NOT_MET,
                                "27/29 criteria are met; LOGGING-7: lost; SLO-4: nobody is told; igw assess says how to mend it")),
                finding(
                        "27/29",
                        List.of(
                                new FailedCriterion("LOGGING-7", "lost"),
                                new FailedCriterion("SLO-4", "nobody is told")),
                        List.of("SLO-1")));
    }

    @Test
    void whatWasNotSeenIsNoSuccess() {
        assertEquals(
                Optional.of(Finding.unknown(
                        Reason.PARTLY_ASSESSED,
                        "28/29 criteria are met and none failed, but METRICS-4 could not be seen")),
                finding("28/29", List.of(), List.of("METRICS-4")));
    }

    @Test
    void anotherSpecIsNotAssessed() {
        assertEquals(
                Reason.ASSESSMENT_OUTDATED,
                Assessed.of(new ObservabilityStatus("29/29", List.of(), List.of(), AT, 3L), 4)
                        .orElseThrow()
                        .reason());
        assertEquals(
                Reason.ASSESSMENT_OUTDATED,
                Assessed.of(new ObservabilityStatus("29/29", List.of(), List.of(), AT, null), 4)
                        .orElseThrow()
                        .reason());
    }
}
