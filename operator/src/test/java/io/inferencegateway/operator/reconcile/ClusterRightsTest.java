package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The chart gives the operator the rights to look beyond the namespaces it watches.
class ClusterRightsTest {
    @Test
    void whatItReadsItMayWatchEverywhere() throws IOException {
        for (var kind : OwnedKinds.READ) {
            assertMay(Set.of("get", "list", "watch"), kind);
        }
    }

    @Test
    void whatItAsksItMayAsk() throws IOException {
        assertMay(Set.of("get"), Namespace.class);
        assertMay(Set.of("create"), SubjectAccessReview.class);
    }

    private static void assertMay(Set<String> verbs, Class<? extends HasMetadata> kind) throws IOException {
        var granted = ChartRules.verbs(ChartRules.of("cluster-rules"), kind);
        assertTrue(
                granted.containsAll(verbs), () -> ChartRules.resource(kind) + " need " + verbs + ", have " + granted);
    }
}
