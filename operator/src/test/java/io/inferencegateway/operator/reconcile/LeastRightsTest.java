package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.operator.desired.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The chart's rules are what the code's own list of kinds needs, no less and no more.
class LeastRightsTest {
    private static final Path HELPERS = Path.of("../helm/inference-gateway/templates/_helpers.tpl");
    private static final List<String> OWNED = List.of("create", "delete", "get", "list", "patch", "watch");
    private static final Set<String> WRITES =
            Set.of("create", "update", "patch", "delete", "deletecollection", "*", "escalate", "bind", "impersonate");

    private static List<PolicyRule> rules() throws IOException {
        var text = Files.readString(HELPERS);
        int start = text.indexOf("{{- define \"inference-gateway.rules\" -}}");
        int next = text.indexOf("{{- define", start + 1);
        var body = text.substring(start, next < 0 ? text.length() : next).replaceAll("(?m)^\\{\\{.*$", "");
        return Arrays.asList(Serialization.unmarshal(body, PolicyRule[].class));
    }

    private static Stream<String> permissions(PolicyRule rule) {
        return rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
                .flatMap(resource -> rule.getVerbs().stream().map(verb -> group + "/" + resource + " " + verb)));
    }

    private static String resource(Class<? extends HasMetadata> kind) {
        return HasMetadata.getGroup(kind) + "/" + HasMetadata.getPlural(kind);
    }

    private static List<Class<? extends HasMetadata>> owned() {
        return Stream.concat(OwnedKinds.ALWAYS.stream(), OwnedKinds.OPTIONAL.stream())
                .toList();
    }

    @Test
    void everyOwnedKindCanBeWatchedAppliedAndPruned() throws IOException {
        var granted = rules().stream().flatMap(LeastRightsTest::permissions).collect(Collectors.toSet());
        for (var kind : owned()) {
            for (var verb : OWNED) {
                assertTrue(granted.contains(resource(kind) + " " + verb), resource(kind) + " lacks " + verb);
            }
        }
    }

    @Test
    void theOperatorsPodsHaveTheLabelThatTheNetworkPoliciesLetIn() throws IOException {
        assertTrue(Files.readString(HELPERS).contains("app.kubernetes.io/name: " + Labels.OPERATOR + "\n"));
    }

    @Test
    void nothingElseCanBeWritten() throws IOException {
        var expected = owned().stream()
                .flatMap(kind -> OWNED.stream().filter(WRITES::contains).map(verb -> resource(kind) + " " + verb))
                .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(List.of(
                "events.k8s.io/events create",
                "events.k8s.io/events patch",
                "events.k8s.io/events create",
                "events.k8s.io/events patch",
                "inferencegateway.io/inferencegateways/status patch",
                "inferencegateway.io/inferencegateways/status update",
                "inferencegateway.io/inferencegateways/finalizers update"));
        var granted = rules().stream()
                .flatMap(LeastRightsTest::permissions)
                .filter(permission -> WRITES.contains(permission.replaceAll("^.* ", "")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, granted);
    }
}
