package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `spec.expose`: who may connect to the API port, by which way, and how. The management port stays plain and
/// without keys: the kubelet, Prometheus and the operator ask there.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.hostnames) || has(self.gatewayRef)",
        message = "expose.hostnames belongs to a route; name its Gateway in expose.gatewayRef")
public record Expose(
        @JsonPropertyDescription("Key pair of the API port. Default: none, plain HTTP.") @Nullable
        Tls tls,

        @JsonPropertyDescription("Keys of which a prediction needs one. Default: none, no key is asked for.") @Nullable
        ApiKeys apiKeys,

        @JsonPropertyDescription("Connections of one pod's API port.")
        Connections connections,

        @JsonPropertyDescription(
                "Gateway (Gateway API) that an HTTPRoute to the API port is attached to. Default: none, no route.")
        @Nullable
        RouteParent gatewayRef,

        @Size(min = 1, max = 16)
        @JsonPropertyDescription("Host names of the route. Default: those of the Gateway's listeners.")
        List<
                        @Size(min = 1, max = 253)
                        @Pattern("^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$") String>
                hostnames) {
    static final Expose DEFAULT = new Expose(null, null, Connections.DEFAULT, null, List.of());

    public Expose {
        hostnames = hostnames == null ? List.of() : List.copyOf(hostnames);
        connections = connections == null ? Connections.DEFAULT : connections;
    }

    /// A key pair in a Secret of type kubernetes.io/tls, as cert-manager and `kubectl create secret tls` write it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tls(
            @Required
            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.NAME)
            @JsonPropertyDescription(
                    "Secret in the gateway's namespace with the keys tls.crt and tls.key. Rotation needs no restart.")
            String secretName) {}

    /// API keys in a Secret, one a line.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ApiKeys(
            @Required
            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.NAME)
            @JsonPropertyDescription("Secret in the gateway's namespace. New and removed keys need no restart.")
            String secretName,

            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.KEY)
            @JsonPropertyDescription("Key of the Secret that holds the API keys, one a line. Default: keys.")
            String key) {
        public ApiKeys {
            key = key == null ? "keys" : key;
        }
    }

    /// Bounds that keep slow or many clients from taking a pod for themselves.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connections(
            @Min(1)
            @Max(65_535)
            @JsonPropertyDescription("Open connections of a pod; more wait to be accepted. Default: 1024.")
            Integer max,

            @Size(max = Durations.MAX_LENGTH)
            @Pattern(Durations.PATTERN)
            @ValidationRule(
                    value = "duration(self) >= duration('100ms') && duration(self) <= duration('10m')",
                    message = "readTimeout must be between 100ms and 10m")
            @JsonPropertyDescription(
                    "Time a client has to send a request's headers, and again to send its body; slower ones are cut off. Default: 20s.")
            String readTimeout,

            @Size(max = Durations.MAX_LENGTH)
            @Pattern(Durations.PATTERN)
            @ValidationRule(
                    value = "duration(self) >= duration('1s') && duration(self) <= duration('1h')",
                    message = "idleTimeout must be between 1s and 1h")
            @JsonPropertyDescription(
                    "A connection without a request is closed after this time; give it more than the load balancer in front has. Default: 75s.")
            String idleTimeout) {
        static final Connections DEFAULT = new Connections(1024, "20s", "75s");

        public Connections {
            max = max == null ? DEFAULT.max() : max;
            readTimeout = readTimeout == null ? DEFAULT.readTimeout() : readTimeout;
            idleTimeout = idleTimeout == null ? DEFAULT.idleTimeout() : idleTimeout;
        }

        public Duration readTimeoutDuration() {
            return Durations.parse(readTimeout);
        }

        public Duration idleTimeoutDuration() {
            return Durations.parse(idleTimeout);
        }
    }
}
