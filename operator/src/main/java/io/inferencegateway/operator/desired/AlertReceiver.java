package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretKeySelectorBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.PagerDutyConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.Receiver;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.ReceiverBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.SlackConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.WebhookConfigBuilder;
import io.inferencegateway.contract.AlertReceivers;

/// A receiver in Alertmanager's words. The texts are the alerts' own annotations: Alertmanager's default message names
/// the labels only.
final class AlertReceiver {
    private static final String TITLE =
            "[{{ .Status | toUpper }}] {{ .CommonLabels.namespace }}/{{ .CommonLabels.inference_gateway }}:"
                    + " {{ .CommonLabels.alertname }}";
    private static final String TEXT =
            "{{ range .Alerts }}{{ .Annotations.description }} {{ .Annotations.runbook_url }}\n{{ end }}";
    private static final String SUMMARY = "{{ range .Alerts }}{{ .Annotations.summary }}. {{ end }}";

    private AlertReceiver() {}

    static Receiver of(String name, AlertReceivers.Receiver receiver) {
        var built = new ReceiverBuilder().withName(name);
        var secret = secret(receiver.secret());
        return switch (receiver.type()) {
            case SLACK ->
                built.withSlackConfigs(new SlackConfigBuilder()
                                .withApiURL(secret)
                                .withChannel(receiver.channel())
                                .withTitle(TITLE)
                                .withText(TEXT)
                                .withSendResolved(true)
                                .build())
                        .build();
            case PAGERDUTY ->
                built.withPagerdutyConfigs(new PagerDutyConfigBuilder()
                                .withRoutingKey(secret)
                                .withDescription(SUMMARY)
                                .withSendResolved(true)
                                .build())
                        .build();
            case WEBHOOK ->
                built.withWebhookConfigs(new WebhookConfigBuilder()
                                .withUrlSecret(secret)
                                .withSendResolved(true)
                                .build())
                        .build();
        };
    }

    private static SecretKeySelector secret(AlertReceivers.SecretKey secret) {
        return new SecretKeySelectorBuilder()
                .withName(secret.name())
                .withKey(secret.key())
                .build();
    }
}
