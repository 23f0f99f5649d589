package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.inferencegateway.operator.desired.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The chart's rules are what the code's own list of kinds needs, no less and no more.
class LeastRightsTest {
    private static final Set<String> OWNED = Set.of("create", "delete", "get", "list", "patch", "watch");
    private static final Set<String> WRITES =
            Set.of("create", "update", "patch", "delete", "deletecollection", "*", "escalate", "bind", "impersonate");

    private static List<Class<? extends HasMetadata>> owned() {
        return Stream.concat(OwnedKinds.ALWAYS.stream(), OwnedKinds.OPTIONAL.stream())
                .toList();
    }

    private static Set<String> verbs(Class<? extends HasMetadata> kind) throws IOException {
        return ChartRules.verbs(ChartRules.of("rules"), kind);
    }

    @Test
    void everyOwnedKindCanBeWatchedAppliedAndPruned() throws IOException {
        for (var kind : owned()) {
            assertEquals(OWNED, verbs(kind), ChartRules.resource(kind));
        }
    }

    @Test
    void podsAreOnlyWatched() throws IOException {
        assertEquals(Set.of("get", "list", "watch"), verbs(Pod.class));
    }

    @Test
    void eventsAreWrittenAndCounted() throws IOException {
        assertEquals(Set.of("create", "get", "patch"), verbs(Event.class));
    }

    @Test
    void theOperatorsPodsHaveTheLabelThatTheNetworkPoliciesLetIn() throws IOException {
        assertTrue(Files.readString(ChartRules.HELPERS).contains("app.kubernetes.io/name: " + Labels.OPERATOR + "\n"));
    }

    @Test
    void nothingElseCanBeWritten() throws IOException {
        var expected = owned().stream()
                .flatMap(kind ->
                        OWNED.stream().filter(WRITES::contains).map(verb -> ChartRules.resource(kind) + " " + verb))
                .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(List.of(
                "events.k8s.io/events create",
                "events.k8s.io/events patch",
                "inferencegateway.io/inferencegateways/status patch",
                "inferencegateway.io/inferencegateways/status update",
                "inferencegateway.io/inferencegateways/finalizers update"));
        var granted = ChartRules.of("rules").stream()
                .filter(permission -> WRITES.contains(permission.replaceAll("^.* ", "")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, granted);
    }
}
