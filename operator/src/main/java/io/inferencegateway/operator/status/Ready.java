package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.DOWNLOADING;
import static io.inferencegateway.contract.Reason.LOADING;
import static io.inferencegateway.contract.Reason.PODS_STARTING;
import static io.inferencegateway.contract.Reason.PROGRESSING;
import static io.inferencegateway.contract.Reason.READY;
import static io.inferencegateway.contract.Reason.REFUSED;
import static io.inferencegateway.contract.Reason.SCALED_TO_ZERO;

import java.util.Optional;

/// The sum: Ready is True when the spec is accepted, enough pods are ready and they have loaded the model. It is what
/// `kubectl wait`, Argo CD and Flux look at.
final class Ready {
    private Ready() {}

    /// @param update the operator's newer image, where the gateway keeps an older one
    static Finding of(
            Finding accepted, Finding available, Finding modelLoaded, Observed observed, Optional<String> update) {
        return firstObstacle(accepted, available, modelLoaded, observed).orElseGet(() -> served(available, update));
    }

    private static Finding served(Finding available, Optional<String> update) {
        return available.reason() == SCALED_TO_ZERO
                ? available
                : Finding.yes(
                        READY,
                        "the gateway serves: " + available.message()
                                + update.map(Ready::offer).orElse(""));
    }

    private static String offer(String image) {
        return "; update available: %s (set spec.runtime.upgradePolicy: Auto to roll it out)".formatted(image);
    }

    private static Optional<Finding> firstObstacle(
            Finding accepted, Finding available, Finding modelLoaded, Observed observed) {
        if (!accepted.isYes()) {
            return Optional.of(accepted);
        }
        var refused = observed.problems(Problem.Refused.class).stream()
                .filter(problem -> !Monitored.isMonitoring(problem))
                .findFirst();
        if (refused.isPresent()) {
            return refused.map(problem -> Finding.no(REFUSED, problem.message()));
        }
        // Says more than that the pod is not ready, which follows from it.
        if (Checks.isModelFailure(modelLoaded.reason())) {
            return Optional.of(modelLoaded);
        }
        if (!available.isYes()) {
            return Optional.of(onItsWay(isBusy(modelLoaded) ? modelLoaded : available));
        }
        return Optional.empty();
    }

    private static Finding onItsWay(Finding finding) {
        return finding.reason() == PODS_STARTING || isBusy(finding)
                ? Finding.no(PROGRESSING, finding.message())
                : finding;
    }

    private static boolean isBusy(Finding model) {
        return model.reason() == LOADING || model.reason() == DOWNLOADING;
    }
}
