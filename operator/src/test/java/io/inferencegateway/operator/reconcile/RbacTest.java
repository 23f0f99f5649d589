package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The chart grants what the operator does.
class RbacTest {
    private static final Path HELPERS = Path.of("../helm/inference-gateway/templates/_helpers.tpl");

    static List<Class<? extends HasMetadata>> owned() {
        return Stream.concat(OwnedKinds.ALWAYS.stream(), OwnedKinds.OPTIONAL.stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("owned")
    void ofWhatItOwnsItReadsWritesAndDeletes(Class<? extends HasMetadata> kind) throws IOException {
        assertEquals(Set.of("get", "list", "watch", "create", "patch", "delete"), verbs(kind));
    }

    @Test
    void podsAreOnlyWatched() throws IOException {
        assertEquals(Set.of("get", "list", "watch"), verbs(Pod.class));
    }

    @Test
    void eventsAreWrittenAndCounted() throws IOException {
        assertEquals(Set.of("create", "get", "patch"), verbs(Event.class));
    }

    private static Set<String> verbs(Class<? extends HasMetadata> kind) throws IOException {
        return role().getRules().stream()
                .filter(rule -> rule.getApiGroups().contains(HasMetadata.getGroup(kind))
                        && rule.getResources().contains(HasMetadata.getPlural(kind)))
                .flatMap(rule -> rule.getVerbs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // The rules are plain YAML inside the last named template, but for conditions on lines of their own.
    private static ClusterRole role() throws IOException {
        String rules = Files.readString(HELPERS)
                .replaceFirst("(?s)^.*define \"inference-gateway.rules\" -}}", "")
                .replaceAll("(?m)^\\{\\{-.*$", "");
        return Serialization.unmarshal(
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nrules:\n" + rules, ClusterRole.class);
    }
}
