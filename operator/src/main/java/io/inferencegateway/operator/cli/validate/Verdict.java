package io.inferencegateway.operator.cli.validate;

import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.Optional;

/// What became of one document that is, or claims to be, an InferenceGateway.
///
/// @param document the document as it was written
/// @param problems why it is refused; empty when it is accepted
/// @param gateway the resource with the schema's defaults, when it is accepted
public record Verdict(Document document, List<Problem> problems, Optional<InferenceGateway> gateway) {
    public Verdict {
        problems = List.copyOf(problems);
    }

    public boolean accepted() {
        return problems.isEmpty();
    }

    /// `FILE:2: InferenceGateway/my-gateway: spec.device: what is wrong`, a line for each problem; without the resource
    /// where the document does not say which it is.
    public List<String> lines() {
        String resource = document.resource().isEmpty() ? "" : document.resource() + ": ";
        return problems.stream()
                .map(problem -> "%s:%d: %s%s".formatted(document.file(), document.number(), resource, problem.text()))
                .toList();
    }
}
