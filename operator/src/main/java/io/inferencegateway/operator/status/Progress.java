package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.INVALID_SPEC;
import static io.inferencegateway.contract.Reason.KIND_NOT_SERVED;
import static io.inferencegateway.contract.Reason.NAME_CONFLICT;
import static io.inferencegateway.contract.Reason.PODS_UNHEALTHY;
import static io.inferencegateway.contract.Reason.PROGRESSING;
import static io.inferencegateway.contract.Reason.REFERENCE_NOT_FOUND;
import static io.inferencegateway.contract.Reason.REFUSED;

import io.inferencegateway.contract.Reason;
import java.util.Optional;

/// The two conditions that exist only while they are True. At most one of them does: kstatus reads Reconciling first,
/// and work that cannot get on is not work in progress.
final class Progress {
    private Progress() {}

    /// What needs somebody's help.
    static Optional<Finding> stalled(Rollout rollout, Observed observed, Optional<String> trouble) {
        return observed.problems().stream()
                .findFirst()
                .map(problem -> Finding.yes(reason(problem), problem.message()))
                .or(() -> observed.answer()
                        .flatMap(Checks::notLoaded)
                        .filter(finding -> Checks.isModelFailure(finding.reason()))
                        .map(finding -> Finding.yes(finding.reason(), finding.message())))
                .or(() -> rollout.stuck()
                        ? Optional.of(Finding.yes(PODS_UNHEALTHY, trouble.orElseGet(rollout::progress)))
                        : Optional.empty());
    }

    /// What the cluster is still working on.
    static Optional<Finding> reconciling(Rollout rollout, Optional<String> trouble) {
        return rollout.complete()
                ? Optional.empty()
                : Optional.of(Finding.yes(PROGRESSING, trouble.orElseGet(rollout::progress)));
    }

    private static Reason reason(Problem problem) {
        return switch (problem) {
            case Problem.InvalidSpec invalid -> INVALID_SPEC;
            case Problem.MissingReference missing -> REFERENCE_NOT_FOUND;
            case Problem.NameConflict conflict -> NAME_CONFLICT;
            case Problem.NotServed unserved -> KIND_NOT_SERVED;
            case Problem.Refused refused -> REFUSED;
        };
    }
}
