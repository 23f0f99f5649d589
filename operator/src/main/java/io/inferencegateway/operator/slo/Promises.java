package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything a gateway promises; the input of its rules.
///
/// @param rateWindow window of the request rate: a minute, or a few scrapes where they are rare
/// @param capacity empty where no throughput is promised
public record Promises(
        GatewayName gateway, List<Objective> objectives, Duration rateWindow, Optional<Capacity> capacity) {
    public Promises {
        objectives = List.copyOf(objectives);
    }

    /// @throws java.util.NoSuchElementException when the gateway has no objective of that name
    Objective objective(String name) {
        return objectives.stream()
                .filter(objective -> objective.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
