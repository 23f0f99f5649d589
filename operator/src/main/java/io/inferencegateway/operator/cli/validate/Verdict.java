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

    /// `FILE: document 2 (my-gateway): ` and the problem, one line each.
    public List<String> lines() {
        String name = document.name().isEmpty() ? "" : " (" + document.name() + ")";
        return problems.stream()
                .map(problem ->
                        "%s: document %d%s: %s".formatted(document.file(), document.number(), name, problem.text()))
                .toList();
    }
}
