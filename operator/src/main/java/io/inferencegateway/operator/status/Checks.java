package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.ACCEPTED;
import static io.inferencegateway.contract.Reason.AVAILABLE;
import static io.inferencegateway.contract.Reason.DIGEST_MISMATCH;
import static io.inferencegateway.contract.Reason.DOWNLOADING;
import static io.inferencegateway.contract.Reason.DOWNLOAD_FAILED;
import static io.inferencegateway.contract.Reason.INVALID_SPEC;
import static io.inferencegateway.contract.Reason.KIND_NOT_SERVED;
import static io.inferencegateway.contract.Reason.LOADING;
import static io.inferencegateway.contract.Reason.LOAD_FAILED;
import static io.inferencegateway.contract.Reason.MODEL_LOADED;
import static io.inferencegateway.contract.Reason.NAME_CONFLICT;
import static io.inferencegateway.contract.Reason.PODS_STARTING;
import static io.inferencegateway.contract.Reason.PODS_UNHEALTHY;
import static io.inferencegateway.contract.Reason.REFERENCE_NOT_FOUND;
import static io.inferencegateway.contract.Reason.ROLLOUT_FROZEN;
import static io.inferencegateway.contract.Reason.SCALED_TO_ZERO;
import static io.inferencegateway.contract.Reason.SELF_TEST_FAILED;
import static io.inferencegateway.contract.Reason.UNKNOWN;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.desired.Scaling;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The checks behind Accepted, Available and ModelLoaded.
final class Checks {
    private static final Set<Reason> MODEL_FAILURES =
            EnumSet.of(DOWNLOAD_FAILED, DIGEST_MISMATCH, LOAD_FAILED, SELF_TEST_FAILED);

    private Checks() {}

    static Finding accepted(InferenceGateway gateway, Observed observed) {
        for (var invalid : observed.problems(Problem.InvalidSpec.class)) {
            return Finding.no(INVALID_SPEC, invalid.message());
        }
        for (var missing : observed.problems(Problem.MissingReference.class)) {
            return Finding.no(REFERENCE_NOT_FOUND, missing.message());
        }
        for (var conflict : observed.problems(Problem.NameConflict.class)) {
            return Finding.no(NAME_CONFLICT, conflict.message());
        }
        for (var unserved : observed.problems(Problem.NotServed.class)) {
            return Finding.no(KIND_NOT_SERVED, unserved.message());
        }
        return observed.freeze()
                .flatMap(RolloutFreeze::heldBack)
                .map(held ->
                        Finding.yes(ROLLOUT_FROZEN, "the spec is carried out, but " + held + " waits for error budget"))
                .orElseGet(() -> Finding.yes(ACCEPTED, carriedOut(gateway)));
    }

    private static String carriedOut(InferenceGateway gateway) {
        return Scaling.isAutomatic(gateway)
                ? "the spec is carried out; autoscaling decides on %d to %d pods, and spec.replicas is ignored"
                        .formatted(Scaling.fewest(gateway), Scaling.most(gateway))
                : "the spec is carried out";
    }

    static Finding available(Rollout rollout, Optional<String> trouble) {
        if (rollout.wanted() == 0) {
            return Finding.yes(SCALED_TO_ZERO, "replicas is 0 as asked; raise spec.replicas to serve again");
        }
        if (rollout.ready() >= rollout.needed()) {
            return Finding.yes(AVAILABLE, "%d of %d pods are ready".formatted(rollout.ready(), rollout.wanted()));
        }
        return trouble.map(words -> Finding.no(PODS_UNHEALTHY, words))
                .orElseGet(() -> Finding.no(PODS_STARTING, rollout.progress()));
    }

    /// A pod is ready only after it has loaded its model, so one ready pod answers the question.
    static Finding modelLoaded(Rollout rollout, Observed observed) {
        if (rollout.wanted() == 0) {
            return Finding.unknown(SCALED_TO_ZERO, "replicas is 0, so no pod loads the model");
        }
        if (rollout.ready() > 0) {
            return Finding.yes(MODEL_LOADED, "the ready pods have loaded the model");
        }
        return observed.answer()
                .flatMap(Checks::notLoaded)
                .orElseGet(() -> Finding.unknown(UNKNOWN, "no pod has said anything about the model yet"));
    }

    static Optional<Finding> notLoaded(PodAnswer answer) {
        return switch (answer) {
            case PodAnswer.NotLoaded pod -> Optional.of(notLoaded(pod));
            case PodAnswer.Loaded loaded -> Optional.empty();
            case PodAnswer.Silent silent -> Optional.empty();
        };
    }

    private static Finding notLoaded(PodAnswer.NotLoaded pod) {
        return switch (pod.phase()) {
            case LOADING -> Finding.no(LOADING, pod.message());
            case DOWNLOADING -> Finding.no(DOWNLOADING, pod.message());
            case DOWNLOAD_FAILED -> Finding.no(DOWNLOAD_FAILED, pod.message());
            case DIGEST_MISMATCH -> Finding.no(DIGEST_MISMATCH, pod.message());
            case LOAD_FAILED ->
                Finding.no(LOAD_FAILED, pod.message() + "; check storageUri, digest, card and warmup of spec.model");
            case SELF_TEST_FAILED ->
                Finding.no(SELF_TEST_FAILED, pod.message() + "; check card and warmup.sample of spec.model");
        };
    }

    /// Whether a pod cannot get on with its model without help.
    static boolean isModelFailure(Reason reason) {
        return MODEL_FAILURES.contains(reason);
    }
}
