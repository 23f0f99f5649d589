package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeflatedRulesTest {
    private final DeflatedRules items = new DeflatedRules(new KubernetesSerialization());

    private static PrometheusRule rule(String version) {
        var rule = Desired.of(Golden.gateway("minimal"), Capabilities.ALL, OperatorSettings.defaults()).stream()
                .filter(PrometheusRule.class::isInstance)
                .map(PrometheusRule.class::cast)
                .findFirst()
                .orElseThrow();
        rule.getMetadata().setResourceVersion(version);
        return rule;
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        assertEquals("vision/minimal", items.getKey(rule("1")));
        assertNull(items.put("vision/minimal", rule("1")));
        assertEquals(rule("1"), items.get("vision/minimal"));
        assertEquals(List.of("vision/minimal"), items.keySet().toList());
        assertEquals(1, items.size());
    }

    @Test
    void whatIsListedOrAnnouncedIsKnownByItsMetadataAlone() {
        var given = rule("1");
        items.put("vision/minimal", given);
        assertEquals(rule("1").getMetadata(), given.getMetadata());
        assertEquals(List.of(), given.getSpec().getGroups());
        assertEquals(List.of(given), items.values().toList());
    }

    @Test
    void whatIsReplacedOrRemovedIsGivenBackAndGone() {
        items.put("vision/minimal", rule("1"));
        assertEquals("1", items.put("vision/minimal", rule("2")).getMetadata().getResourceVersion());
        assertEquals(rule("2"), items.get("vision/minimal"));
        assertEquals("2", items.remove("vision/minimal").getMetadata().getResourceVersion());
        assertNull(items.remove("vision/minimal"));
        assertNull(items.get("vision/minimal"));
        assertEquals(0, items.size());
    }
}
