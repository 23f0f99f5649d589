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

/// The chart gives the operator the rights to look beyond the namespaces it watches.
class ClusterRightsTest {
    private static final Path HELPERS = Path.of("../helm/inference-gateway/templates/_helpers.tpl");

    static Stream<Class<? extends HasMetadata>> read() {
        return OwnedKinds.READ.stream();
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

    // With every line of a template away the rules are YAML: all there can be.
    private static JsonNode rules(String define) throws IOException {
        var block = Pattern.compile(
                        "define \"inference-gateway\\." + define + "\" -}}\n(.*?)\\{\\{- end }}\n(\n|\\z)",
                        Pattern.DOTALL)
                .matcher(Files.readString(HELPERS));
        assertTrue(block.find(), define);
        return new ObjectMapper(new YAMLFactory()).readTree(block.group(1).replaceAll("(?m)^\\{\\{.*$", ""));
    }
}
