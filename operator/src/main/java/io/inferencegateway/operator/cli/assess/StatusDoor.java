package io.inferencegateway.operator.cli.assess;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.FailedCriterion;
import io.inferencegateway.contract.InferenceGatewayStatus.ObservabilityStatus;
import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.cli.cluster.Answers;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Writes an assessment to the resource, as a field manager of its own, so that the operator leaves it alone and
/// reads it.
public final class StatusDoor {
    private static final String FIELD_MANAGER = "igw-assess";

    private StatusDoor() {}

    /// Replaces what an earlier assessment wrote.
    ///
    /// @throws IOException when the API server does not take it
    public static void write(KubernetesClient client, InferenceGateway gateway, Assessment assessment)
            throws IOException {
        var patch = new InferenceGateway();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(gateway.getMetadata().getName())
                .withNamespace(gateway.getMetadata().getNamespace())
                .build());
        patch.setStatus(InferenceGatewayStatus.assessed(status(gateway, assessment)));
        Answers.told(() -> client.resource(patch)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(FIELD_MANAGER)
                        .withForce(true)
                        .build()));
    }

    private static ObservabilityStatus status(InferenceGateway gateway, Assessment assessment) {
        return new ObservabilityStatus(
                assessment.score(),
                assessment.failed().stream()
                        .map(row -> new FailedCriterion(
                                row.criterion().id(), row.result().words()))
                        .toList(),
                assessment.notChecked().stream()
                        .map(Row::criterion)
                        .map(criterion -> criterion.id())
                        .toList(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                gateway.getMetadata().getGeneration());
    }
}
