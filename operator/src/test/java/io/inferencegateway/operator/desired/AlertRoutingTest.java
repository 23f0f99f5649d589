package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfigSpec;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRoutingTest {
    private static final String CHAT = "chat: {type: slack, channel: '#ml', secret: {name: s, key: url}}";
    private static final String PAGER = "pager: {type: pagerduty, secret: {name: s, key: key}}";

    private static AlertmanagerConfigSpec routing(String receivers, String more) {
        return AlertRouting.of(RuleFile.gateway("alerting: {receivers: {%s}%s}".formatted(receivers, more)))
                .getSpec();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %s, %s | chat   | pager
            %s     | chat   | none
            %s     | nobody | pager
            """)
    void whoIsNotNamedIsNotTold(String receivers, String root, String pages) {
        var spec = routing(
                receivers.replace("%s, %s", CHAT + ", " + PAGER).replace("%s", root.equals("chat") ? CHAT : PAGER), "");
        assertEquals(root, spec.getRoute().getReceiver());
        assertEquals(pages.equals("none") ? 0 : 1, spec.getRoute().getRoutes().size());
        spec.getRoute()
                .getRoutes()
                .forEach(route -> assertEquals(pages, route.path("receiver").asText()));
        // Alertmanager refuses a route to a receiver that is not there.
        var names = spec.getReceivers().stream().map(Receiver::getName).toList();
        assertTrue(names.contains(root), names.toString());
        assertEquals(!pages.equals("none"), names.contains("pager"));
    }

    @Test
    void thePagerGetsTheSeverityThatPages() {
        var route = routing(PAGER, ", severities: {page: P1}")
                .getRoute()
                .getRoutes()
                .getFirst();
        assertEquals("severity", route.at("/matchers/0/name").asText());
        assertEquals("P1", route.at("/matchers/0/value").asText());
    }

    @Test
    void aGatewayRoutesItsOwnAlertsOnly() {
        var matchers = routing(CHAT, "").getRoute().getMatchers();
        assertEquals(
                "namespace=ml inference_gateway=resnet50",
                matchers.get(0).getName() + matchers.get(0).getMatchType()
                        + matchers.get(0).getValue() + " " + matchers.get(1).getName()
                        + matchers.get(1).getMatchType() + matchers.get(1).getValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: slack, channel: '#ml', secret: {name: s, key: k}} | slack
            {type: pagerduty, secret: {name: s, key: k}}             | pagerduty
            {type: webhook, secret: {name: s, key: k}}               | webhook
            """)
    void everyTypeReadsItsSecretAndSaysWhenItIsOver(String receiver, String type) {
        var built = routing("chat: " + receiver, "").getReceivers().getFirst();
        var secret =
                switch (type) {
                    case "slack" -> built.getSlackConfigs().getFirst().getApiURL();
                    case "pagerduty" -> built.getPagerdutyConfigs().getFirst().getRoutingKey();
                    default -> built.getWebhookConfigs().getFirst().getUrlSecret();
                };
        assertEquals("s/k", secret.getName() + "/" + secret.getKey());
        int configs = built.getSlackConfigs().size()
                + built.getPagerdutyConfigs().size()
                + built.getWebhookConfigs().size();
        assertEquals(1, configs);
    }

    @Test
    void aGatewayWithoutAlertsOrReceiversTellsNobody() {
        assertFalse(
                AlertRouting.wanted(RuleFile.gateway("alerting: {enabled: false, receivers: {%s}}".formatted(CHAT))));
        assertFalse(AlertRouting.wanted(RuleFile.gateway("alerting: {enabled: true}")));
        assertTrue(AlertRouting.wanted(RuleFile.gateway("alerting: {receivers: {%s}}".formatted(CHAT))));
    }
}
