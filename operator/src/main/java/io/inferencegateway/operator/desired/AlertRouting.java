package io.inferencegateway.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Matcher;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.MatcherBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.ReceiverBuilder;
import io.inferencegateway.contract.AlertReceivers;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The AlertmanagerConfig of a gateway that names receivers: what pages somebody goes to the pager, the rest to the
/// chat.
public final class AlertRouting {
    private static final String CHAT = "chat";
    private static final String PAGER = "pager";
    // A root route needs a receiver; this one tells nobody.
    private static final String NOBODY = "nobody";
    private static final String NAMESPACE = "namespace";
    private static final String SEVERITY = "severity";
    private static final String EQUAL = "=";

    // Alertmanager's own five minutes between two messages of a group would tell of an end five minutes late.
    private static final String GROUP_WAIT = "15s";
    private static final String GROUP_INTERVAL = "1m";
    private static final String REPEAT_INTERVAL = "4h";

    private AlertRouting() {}

    /// Whether the gateway has alerts and says who gets them.
    public static boolean wanted(InferenceGateway gateway) {
        return Desired.monitored(gateway)
                && gateway.getSpec().alerting().enabled()
                && receivers(gateway).isPresent();
    }

    static AlertmanagerConfig of(InferenceGateway gateway) {
        var receivers = receivers(gateway);
        var chat = receivers.map(AlertReceivers::chat);
        var pager = receivers.map(AlertReceivers::pager);
        return new AlertmanagerConfigBuilder()
                .withMetadata(Ownership.metadata(gateway, ScrapeTarget.labels(gateway)))
                .withNewSpec()
                .withNewRoute()
                .withReceiver(chat.isPresent() ? CHAT : NOBODY)
                .withGroupBy(NAMESPACE, Metrics.GATEWAY_LABEL, "alertname", "slo", SEVERITY)
                .withGroupWait(GROUP_WAIT)
                .withGroupInterval(GROUP_INTERVAL)
                .withRepeatInterval(REPEAT_INTERVAL)
                // The Prometheus Operator adds the namespace too, unless its matcher strategy is None.
                .withMatchers(
                        equal(NAMESPACE, gateway.getMetadata().getNamespace()),
                        equal(Metrics.GATEWAY_LABEL, Names.of(gateway)))
                .withRoutes(pager.map(receiver -> pages(gateway)).stream().toList())
                .endRoute()
                .withReceivers(list(chat, pager))
                .endSpec()
                .build();
    }

    private static List<Receiver> list(
            Optional<AlertReceivers.Receiver> chat, Optional<AlertReceivers.Receiver> pager) {
        var list = new ArrayList<Receiver>();
        list.add(chat.map(receiver -> AlertReceiver.of(CHAT, receiver))
                .orElseGet(() -> new ReceiverBuilder().withName(NOBODY).build()));
        pager.map(receiver -> AlertReceiver.of(PAGER, receiver)).ifPresent(list::add);
        return list;
    }

    private static Matcher equal(String label, String value) {
        return new MatcherBuilder()
                .withName(label)
                .withValue(value)
                .withMatchType(EQUAL)
                .build();
    }

    // Child routes are free-form in the model: the schema cannot contain itself.
    private static JsonNode pages(InferenceGateway gateway) {
        var json = JsonNodeFactory.instance;
        var matcher = json.objectNode()
                .put("name", SEVERITY)
                .put("value", gateway.getSpec().alerting().severities().page())
                .put("matchType", EQUAL);
        return json.objectNode()
                .put("receiver", PAGER)
                .set("matchers", json.arrayNode().add(matcher));
    }

    private static Optional<AlertReceivers> receivers(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getSpec().alerting().receivers());
    }
}
