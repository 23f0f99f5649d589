package io.inferencegateway.operator.reconcile;

import java.time.InstantSource;

/// Answers of the API server that all gateways share for a while, so that their number does not matter.
record Lookups(CapabilityProbe capabilities, NamespaceLabels namespaceLabels, DiscoveryRights rights) {
    static Lookups with(InstantSource clock, boolean everywhere) {
        return new Lookups(
                new CapabilityProbe(clock, everywhere), new NamespaceLabels(clock), new DiscoveryRights(clock));
    }
}
