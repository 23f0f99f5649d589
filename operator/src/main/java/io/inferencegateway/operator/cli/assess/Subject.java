package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.Criterion;

/// What a report speaks of.
///
/// @param title for people
/// @param namespace `NAMESPACE` where no resource is known
/// @param name `NAME` where no resource is known
/// @param url of the pod's API
public record Subject(String title, String namespace, String name, String url) {
    /// The command that shows what a criterion is judged by.
    String command(Criterion criterion) {
        return criterion
                .command()
                .replace("NAMESPACE", namespace)
                .replace("NAME", name)
                .replace("URL", url);
    }
}
