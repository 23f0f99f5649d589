package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The chart gives the operator the rights that the table of its kinds needs.
class RightsTest {
    private static final Path HELPERS = Path.of("../helm/inference-gateway/templates/_helpers.tpl");
    private static final List<String> OWNER = List.of("get", "list", "watch", "create", "patch", "delete");

    static Stream<Class<? extends HasMetadata>> owned() {
        return Stream.concat(OwnedKinds.ALWAYS.stream(), OwnedKinds.OPTIONAL.stream());
    }

    static Stream<Class<? extends HasMetadata>> read() {
        return OwnedKinds.READ.stream();
    }

    @ParameterizedTest
    @MethodSource("owned")
    void whatItOwnsItMayWriteWhereItWatches(Class<? extends HasMetadata> kind) throws IOException {
        assertMay(OWNER, kind, "rules");
    }

    @ParameterizedTest
    @MethodSource("read")
    void whatItReadsItMayWatchEverywhere(Class<? extends HasMetadata> kind) throws IOException {
        assertMay(List.of("get", "list", "watch"), kind, "cluster-rules");
    }

    @Test
    void whatItAsksItMayAsk() throws IOException {
        assertMay(List.of("get"), Namespace.class, "cluster-rules");
        assertMay(List.of("create"), SubjectAccessReview.class, "cluster-rules");
    }

    private static void assertMay(List<String> verbs, Class<? extends HasMetadata> kind, String define)
            throws IOException {
        boolean may = false;
        for (var rule : rules(define)) {
            may |= has(rule, "apiGroups", HasMetadata.getGroup(kind))
                    && has(rule, "resources", HasMetadata.getPlural(kind))
                    && verbs.stream().allMatch(verb -> has(rule, "verbs", verb));
        }
        assertTrue(may, () -> HasMetadata.getPlural(kind) + " need " + verbs + " in " + define + " of " + HELPERS);
    }

    private static boolean has(JsonNode rule, String field, String value) {
        return Stream.iterate(0, index -> index < rule.path(field).size(), index -> index + 1)
                .anyMatch(index -> rule.path(field).path(index).asText().equals(value));
    }

    // The rules hold no template of their own, so they are YAML as they stand.
    private static JsonNode rules(String define) throws IOException {
        var block = Pattern.compile(
                        "define \"inference-gateway\\." + define + "\" -}}\n(.*?)\\{\\{- end }}", Pattern.DOTALL)
                .matcher(Files.readString(HELPERS));
        assertTrue(block.find(), define);
        return new ObjectMapper(new YAMLFactory()).readTree(block.group(1));
    }
}
