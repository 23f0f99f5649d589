package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Ownership;
import io.inferencegateway.operator.status.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of a plan.
///
/// @param applied objects written, as `Kind/name`
/// @param pruned objects deleted, as `Kind/name`
record Applied(List<String> applied, List<String> pruned, List<Problem> problems) {
    static final Applied NOTHING = new Applied(List.of(), List.of(), List.of());

    Applied {
        applied = List.copyOf(applied);
        pruned = List.copyOf(pruned);
        problems = List.copyOf(problems);
    }

    /// Carries the plan out, or nothing of it when one of its objects is somebody else's: half a gateway helps nobody.
    static Applied carryOut(Plan plan, InferenceGateway gateway, Cluster cluster) {
        var conflicts = plan.changes().stream()
                .flatMap(change -> conflict(change, gateway, cluster).stream())
                .toList();
        return conflicts.isEmpty() ? write(plan, cluster) : new Applied(List.of(), List.of(), conflicts);
    }

    static Applied problem(Problem problem) {
        return new Applied(List.of(), List.of(), List.of(problem));
    }

    private static Applied write(Plan plan, Cluster cluster) {
        var applied = new ArrayList<String>();
        var problems = new ArrayList<Problem>();
        for (var change : plan.changes()) {
            var desired = change.desired();
            try {
                cluster.apply(desired, change.actual());
                applied.add(name(desired));
            } catch (Cluster.RefusedException refused) {
                problems.add(new Problem.Refused(
                        desired.getKind(), desired.getMetadata().getName(), refused.words()));
            }
        }
        plan.prune().forEach(cluster::delete);
        return new Applied(applied, plan.prune().stream().map(Applied::name).toList(), problems);
    }

    // The caches hold only objects with our label: what is not in them may still exist.
    private static Optional<Problem> conflict(Plan.Change change, InferenceGateway gateway, Cluster cluster) {
        return change.actual()
                .or(() -> cluster.read(change.desired()))
                .filter(actual -> !Ownership.owns(gateway, actual))
                .map(actual -> new Problem.NameConflict(
                        actual.getKind(), actual.getMetadata().getName(), owner(actual)));
    }

    private static String owner(HasMetadata object) {
        return Ownership.controller(object)
                .map(owner -> owner.getKind() + " " + owner.getName() + " (uid " + owner.getUid() + ")")
                .orElse("nobody this gateway knows");
    }

    private static String name(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }
}
