package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.ASSESSMENT_OUTDATED;
import static io.inferencegateway.contract.Reason.CRITERIA_MET;
import static io.inferencegateway.contract.Reason.CRITERIA_NOT_MET;
import static io.inferencegateway.contract.Reason.PARTLY_ASSESSED;

import io.inferencegateway.contract.InferenceGatewayStatus.FailedCriterion;
import io.inferencegateway.contract.InferenceGatewayStatus.ObservabilityStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The check behind ObservabilityReady: what `igw assess` has written. A gateway nobody has assessed does not have it.
final class Assessed {
    private Assessed() {}

    static Optional<Finding> of(@Nullable ObservabilityStatus assessed, long generation) {
        return Optional.ofNullable(assessed).map(known -> finding(known, generation));
    }

    private static Finding finding(ObservabilityStatus assessed, long generation) {
        if (!Objects.equals(assessed.observedGeneration(), generation)) {
            return Finding.unknown(
                    ASSESSMENT_OUTDATED,
                    "the spec has changed since %s, when %s criteria were met; run igw assess --write-status again"
                            .formatted(assessed.assessedAt(), assessed.score()));
        }
        if (!assessed.failed().isEmpty()) {
            return Finding.no(
                    CRITERIA_NOT_MET,
                    "%s criteria are met; %s; igw assess says how to mend it"
                            .formatted(
                                    assessed.score(),
                                    assessed.failed().stream()
                                            .map(Assessed::words)
                                            .collect(Collectors.joining("; "))));
        }
        return assessed.notChecked().isEmpty()
                ? Finding.yes(CRITERIA_MET, assessed.score() + " criteria are met")
                : Finding.unknown(
                        PARTLY_ASSESSED,
                        "%s criteria are met and none failed, but %s could not be seen"
                                .formatted(assessed.score(), String.join(", ", assessed.notChecked())));
    }

    private static String words(FailedCriterion failed) {
        return failed.id() + ": " + failed.message();
    }
}
