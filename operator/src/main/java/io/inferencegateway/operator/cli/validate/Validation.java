package io.inferencegateway.operator.cli.validate;

import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.Optional;

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
}
