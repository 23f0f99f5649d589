package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// `alerting.receivers`: who is told of a gateway's alerts. The lab's routing: warnings to a chat channel, critical
/// ones to the pager of who is on call.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.chat) || has(self.pager)",
        message =
                "alerting.receivers needs chat, pager or both; leave receivers out to route alerts by severity yourself")
public record AlertReceivers(
        @JsonPropertyDescription("Gets every alert that the pager does not get.") @Nullable
        Receiver chat,

        @JsonPropertyDescription("Gets the alerts of the severity alerting.severities.page.") @Nullable
        Receiver pager) {

    /// One way to tell somebody. What must stay secret is read by Alertmanager from a Secret of the gateway's
    /// namespace; neither the operator nor the resource sees it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.channel) == (self.type == 'slack')",
            message = "channel is for type slack, which needs it; the other types have none")
    public record Receiver(
            @Required
            @JsonPropertyDescription(
                    "slack (the Secret holds an incoming-webhook URL), pagerduty (a routing key of Events API v2) or webhook (a URL).")
            Type type,

            @Size(max = 80)
            @Pattern("^[#@]?[^ {}]+$")
            @JsonPropertyDescription("Slack channel, such as #ml-platform-alerts.")
            @Nullable
            String channel,

            @Required @JsonPropertyDescription("Where the URL or the key is.")
            SecretKey secret) {}

    /// `secret`: a key of a Secret in the gateway's namespace.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SecretKey(
            @Required
            @Size(max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            @JsonPropertyDescription("Name of the Secret, in the gateway's namespace.")
            String name,

            @Required @Size(max = 253) @Pattern("^[-._a-zA-Z0-9]+$") @JsonPropertyDescription("Key in the Secret.")
            String key) {}

    /// What Alertmanager speaks to.
    public enum Type {
        @JsonProperty("slack")
        SLACK,
        @JsonProperty("pagerduty")
        PAGERDUTY,
        @JsonProperty("webhook")
        WEBHOOK
    }
}
