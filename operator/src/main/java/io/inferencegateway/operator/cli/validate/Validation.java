package io.inferencegateway.operator.cli.validate;

import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `GatewayValidator` found in all the documents it was given.
///
/// @param verdicts one for each InferenceGateway, and one for each document that could not be read
/// @param skippedKinds the kinds of the other documents
public record Validation(List<Verdict> verdicts, List<String> skippedKinds) {
    public Validation {
        verdicts = List.copyOf(verdicts);
        skippedKinds = List.copyOf(skippedKinds);
    }

    public boolean accepted() {
        return verdicts.stream().allMatch(Verdict::accepted);
    }

    public List<InferenceGateway> gateways() {
        return verdicts.stream().map(Verdict::gateway).flatMap(Optional::stream).toList();
    }

    public List<String> lines() {
        return verdicts.stream().flatMap(verdict -> verdict.lines().stream()).toList();
    }

    public long refused() {
        return verdicts.stream().filter(verdict -> !verdict.accepted()).count();
    }

    /// What was passed over, by kind: `2 documents of other kinds (1 ConfigMap, 1 Secret)`; empty when nothing was.
    public Optional<String> passedOver() {
        if (skippedKinds.isEmpty()) {
            return Optional.empty();
        }
        var kinds = skippedByKind().entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of("%d %s of other kinds (%s)"
                .formatted(skippedKinds.size(), skippedKinds.size() == 1 ? "document" : "documents", kinds));
    }

    /// How many documents of each other kind there were, by name of the kind.
    public SortedMap<String, Long> skippedByKind() {
        return skippedKinds.stream().collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
    }
}
