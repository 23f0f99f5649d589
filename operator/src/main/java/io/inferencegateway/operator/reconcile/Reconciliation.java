package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.HeldTemplate;
import io.inferencegateway.operator.desired.SpecProblems;
import io.inferencegateway.operator.desired.Unserved;
import io.inferencegateway.operator.status.Happenings;
import io.inferencegateway.operator.status.MonitoringStack;
import io.inferencegateway.operator.status.Observed;
import io.inferencegateway.operator.status.Problem;
import io.inferencegateway.operator.status.StatusOf;
import java.time.InstantSource;
import java.util.List;

/// One pass over one gateway: read the caches, compute what should be, change what differs, say what is.
public final class Reconciliation {
    private final Desired desired;
    private final OperatorSettings settings;
    private final InstantSource clock;

    public Reconciliation(Desired desired, OperatorSettings settings, InstantSource clock) {
        this.desired = desired;
        this.settings = settings;
        this.clock = clock;
    }

    Outcome of(InferenceGateway gateway, Cluster cluster) {
        var capabilities = cluster.capabilities();
        var faults = SpecProblems.of(gateway);
        var budget = cluster.budget(gateway);
        var before = cluster.owned(gateway);
        var freeze =
                faults.isEmpty() ? Freeze.of(gateway, budget, before.deployment(), settings) : Freeze.none(gateway);
        var applied = faults.isEmpty()
                ? apply(freeze.gateway(), before, capabilities, cluster)
                : Applied.problem(new Problem.InvalidSpec(faults));
        // Nothing written, nothing to read again: the caches may hold objects in a form that takes time to read.
        var owned = applied.wrote() ? cluster.owned(gateway) : before;
        var answer = Question.about(gateway, owned).map(cluster::ask);
        var observed = new Observed(
                capabilities,
                owned.deployment(),
                owned.pods(),
                answer,
                applied.problems(),
                budget,
                freeze.policy(),
                Desired.monitored(gateway) ? Monitoring.of(gateway, owned.resources(), cluster) : MonitoringStack.NONE);
        var status = StatusOf.gateway(freeze.gateway(), observed, settings, clock.instant());
        boolean changed = !status.equals(gateway.getStatus());
        if (changed) {
            // In this order nothing goes untold when we end between the two; Events know what they have told already.
            cluster.tell(gateway, Happenings.between(StatusOf.previous(gateway), status));
            cluster.patchStatus(gateway, status);
        }
        return new Outcome(
                applied,
                status,
                changed,
                NextLook.after(gateway, capabilities, status, answer.isPresent(), clock.instant()));
    }

    /// Says that looking at the gateway fails again and again.
    void failed(InferenceGateway gateway, Cluster cluster, String words) {
        var status = StatusOf.failing(gateway, words, clock.instant());
        if (!status.equals(gateway.getStatus())) {
            cluster.patchStatus(gateway, status);
        }
    }

    private Applied apply(InferenceGateway gateway, Owned before, Capabilities capabilities, Cluster cluster) {
        var missing = MissingReferences.of(gateway, cluster);
        if (!missing.isEmpty()) {
            return new Applied(List.of(), List.of(), missing);
        }
        var plan = Plan.between(gateway, resources(gateway, capabilities, before), before, cluster::upToDate);
        var applied = plan.isEmpty() ? Applied.NOTHING : Applied.carryOut(plan, gateway, cluster);
        return applied.and(Unserved.of(gateway, capabilities).stream()
                .<Problem>map(Problem.NotServed::new)
                .toList());
    }

    private List<HasMetadata> resources(InferenceGateway gateway, Capabilities capabilities, Owned owned) {
        boolean carriedOut = StatusOf.isCarriedOut(gateway);
        return desired.resources(gateway, capabilities, settings).stream()
                .map(resource -> resource instanceof Deployment wanted
                        ? HeldTemplate.of(gateway, wanted, owned.deployment(), carriedOut)
                        : resource)
                .toList();
    }
}
