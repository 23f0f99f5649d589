package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTroubleTest {
    private static Pod pod(String name, String status) {
        return Serialization.unmarshal(
                "kind: Pod\napiVersion: v1\nmetadata: {name: %s, namespace: ns}\nstatus: {%s}".formatted(name, status),
                Pod.class);
    }

    private static Optional<String> trouble(String status) {
        return PodTrouble.of(List.of(pod("p", status)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            containerStatuses: [{ready: false, state: {waiting: {reason: ErrImagePull, message: no such image}}}] | ErrImagePull: no such image; check spec.runtime.image
            containerStatuses: [{ready: false, state: {waiting: {reason: CrashLoopBackOff, message: back-off}}, lastState: {terminated: {reason: OOMKilled, exitCode: 137, message: 'the end of its log'}}}] | OOMKilled, exit code 137; raise spec.resources.limits.memory
            containerStatuses: [{ready: false, state: {running: {}}, lastState: {terminated: {reason: Error, exitCode: 1, message: no model}}}] | Error, exit code 1: no model; see kubectl logs -n ns p --previous
            conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}] | no node takes it (0/3 nodes); lower spec.resources.requests
            """)
    void theFirstFailingContainerSaysWhyAndWeSayWhatToDo(String status, String words) {
        assertTrue(
                trouble(status).orElseThrow().startsWith("pod p: " + words),
                trouble(status).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            containerStatuses: [{ready: false, state: {waiting: {reason: ContainerCreating}}}]
            containerStatuses: [{ready: false, state: {running: {}}}]
            containerStatuses: [{ready: true, state: {running: {}}, lastState: {terminated: {reason: Error, exitCode: 1}}}]
            phase: Pending
            """)
    void aPodOnItsWayHasNoTrouble(String status) {
        assertEquals(Optional.empty(), trouble(status));
    }

    @Test
    void theAnswerDoesNotDependOnTheOrderOfTheCache() {
        String waiting =
                "containerStatuses: [{ready: false, state: {waiting: {reason: InvalidImageName, message: %s}}}]";
        var one = pod("a", waiting.formatted("first"));
        var other = pod("b", waiting.formatted("second"));
        assertEquals(PodTrouble.of(List.of(one, other)), PodTrouble.of(List.of(other, one)));
        assertTrue(PodTrouble.of(List.of(other, one)).orElseThrow().contains("first"));
    }

    @Test
    void aPodThatIsBeingDeletedDoesNotCount() {
        var pod = pod("p", "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: x}]");
        pod.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        assertEquals(Optional.empty(), PodTrouble.of(List.of(pod)));
    }

    @Test
    void aLongLogIsCutInTheMiddle() {
        var words = trouble(
                        "containerStatuses: [{ready: false, state: {terminated: {reason: Error, exitCode: 1, message: \""
                                + "x".repeat(5000) + "\"}}}]")
                .orElseThrow();
        assertTrue(words.length() < 500 && words.endsWith("xx; see kubectl logs -n ns p --previous"), words);
    }
}
