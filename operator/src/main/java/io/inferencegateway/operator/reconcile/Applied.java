package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Ownership;
import io.inferencegateway.operator.desired.ScaledObject;
import io.inferencegateway.operator.status.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        var changes =
                plan.changes().stream().map(change -> asItIs(change, cluster)).toList();
        var conflicts = changes.stream()
                .flatMap(change -> conflict(change, gateway).stream())
                .toList();
        return conflicts.isEmpty()
                ? write(new Plan(changes, plan.prune()), gateway, cluster)
                : new Applied(List.of(), List.of(), conflicts);
    }

    /// The same, with more problems.
    Applied and(List<Problem> more) {
        return new Applied(applied, pruned, both(problems, more));
    }

    private Applied and(Applied more) {
        return new Applied(both(applied, more.applied), both(pruned, more.pruned), both(problems, more.problems));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    boolean wrote() {
        return !applied.isEmpty() || !pruned.isEmpty();
    }

    static Applied problem(Problem problem) {
        return new Applied(List.of(), List.of(), List.of(problem));
    }

    // A scaler goes first, or it would set the replicas that we apply; while it stays, nothing is applied. The rest is
    // pruned last, and only when everything was applied: what is refused may need it.
    private static Applied write(Plan plan, InferenceGateway gateway, Cluster cluster) {
        var scalers = prune(plan.prune().stream().filter(Applied::scales).toList(), cluster);
        if (!scalers.problems().isEmpty()) {
            return scalers;
        }
        var applied = apply(plan.changes(), gateway, cluster);
        return applied.problems().isEmpty()
                ? scalers.and(applied)
                        .and(prune(
                                plan.prune().stream()
                                        .filter(rest -> !scales(rest))
                                        .toList(),
                                cluster))
                : scalers.and(applied);
    }

    private static Applied apply(List<Plan.Change> changes, InferenceGateway gateway, Cluster cluster) {
        var applied = new ArrayList<String>();
        var problems = new ArrayList<Problem>();
        for (var change : changes) {
            var desired = change.desired();
            try {
                Replicas.begin(gateway, desired, change.actual());
                Replicas.handOver(gateway, desired, change.actual())
                        .ifPresent(kept -> cluster.keep(kept, change.actual().orElseThrow()));
                cluster.apply(desired, change.actual());
                applied.add(name(desired));
            } catch (Cluster.RefusedException refused) {
                problems.add(refused(desired, false, refused));
            }
        }
        return new Applied(applied, List.of(), problems);
    }

    private static Applied prune(List<HasMetadata> objects, Cluster cluster) {
        var pruned = new ArrayList<String>();
        var problems = new ArrayList<Problem>();
        for (var object : objects) {
            try {
                cluster.delete(object);
                pruned.add(name(object));
            } catch (Cluster.RefusedException refused) {
                problems.add(refused(object, true, refused));
            }
        }
        return new Applied(List.of(), pruned, problems);
    }

    private static Problem refused(HasMetadata object, boolean deleting, Cluster.RefusedException refused) {
        return new Problem.Refused(object.getKind(), object.getMetadata().getName(), deleting, refused.words());
    }

    private static boolean scales(HasMetadata object) {
        return object instanceof HorizontalPodAutoscaler || object instanceof ScaledObject;
    }

    // The caches hold only objects with our label: what is not in them may still exist.
    private static Plan.Change asItIs(Plan.Change change, Cluster cluster) {
        return new Plan.Change(change.desired(), change.actual().or(() -> cluster.read(change.desired())));
    }

    private static Optional<Problem> conflict(Plan.Change change, InferenceGateway gateway) {
        return change.actual()
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
