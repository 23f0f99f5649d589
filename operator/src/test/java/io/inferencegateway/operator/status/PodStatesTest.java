package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.States;
import io.inferencegateway.operator.desired.Capabilities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a gateway says of pods that do not come up, as the kubelet and the scheduler report them.
class PodStatesTest {
    private static void says(String state, String deploymentConditions, String pod, PodAnswer answer) {
        var deployment = Serialization.unmarshal("""
                kind: Deployment
                apiVersion: apps/v1
                metadata: {generation: 1}
                spec: {replicas: 1}
                status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1, conditions: [%s]}
                """.formatted(deploymentConditions), Deployment.class);
        var pods = List.of(Serialization.unmarshal(
                "kind: Pod\napiVersion: v1\nmetadata: {name: p-1, namespace: vision}\nstatus: {%s}".formatted(pod),
                Pod.class));
        var status = StatusOf.gateway(
                Golden.gateway("cuda"),
                new Observed(
                        Capabilities.ALL,
                        Optional.of(deployment),
                        pods,
                        Optional.ofNullable(answer),
                        List.of(),
                        new BudgetAnswer.NotConfigured(),
                        Optional.empty(),
                        Stacks.SELECTING),
                OperatorSettings.defaults(),
                Instant.EPOCH);
        assertTrue(
                States.named(state).isSaidBy(status.conditions()),
                status.conditions().toString());
    }

    private static void says(String state, String pod) {
        says(state, "", pod, null);
    }

    @Test
    void anImageThatCannotBePulled() {
        says(
                "image cannot be pulled",
                "containerStatuses: [{ready: false, state: {waiting: {reason: ImagePullBackOff, message: Back-off}}}]");
    }

    @Test
    void aPodThatRunsOutOfMemory() {
        says(
                "out of memory",
                "containerStatuses: [{ready: false, state: {waiting: {reason: CrashLoopBackOff}},"
                        + " lastState: {terminated: {reason: OOMKilled, exitCode: 137}}}]");
    }

    @Test
    void noNodeWithAGpu() {
        says(
                "no node with a GPU",
                "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable,"
                        + " message: '0/3 nodes are available: 3 Insufficient nvidia.com/gpu.'}]");
    }

    @Test
    void podsThatAQuotaRefuses() {
        says(
                "pods refused by a quota",
                "{type: ReplicaFailure, status: 'True', reason: FailedCreate,"
                        + " message: 'exceeded quota: compute, requested: requests.cpu=250m'}",
                "",
                null);
    }

    @Test
    void aModelThatIsBeingDownloaded() {
        says(
                "model being downloaded",
                "",
                "",
                new PodAnswer.NotLoaded(ModelPhase.DOWNLOADING, "Model not loaded: 40 % of 18.5 MB"));
    }

    @Test
    void aModelThatIsNotThere() {
        says(
                "model not at its source",
                "",
                "",
                new PodAnswer.NotLoaded(
                        ModelPhase.DOWNLOAD_FAILED,
                        "the object (NoSuchKey) is not there (404); check spec.model.storageUri; attempt 3"));
    }

    @Test
    void aModelThatFailsItsSelfTest() {
        says(
                "self-test failed",
                "",
                "",
                new PodAnswer.NotLoaded(ModelPhase.SELF_TEST_FAILED, "it must be class 281 ('tabby')"));
    }

    @Test
    void aModelWithAWrongDigest() {
        says(
                "wrong digest",
                "",
                "",
                new PodAnswer.NotLoaded(ModelPhase.DIGEST_MISMATCH, "the file has another digest"));
    }
}
