package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// `expose.gatewayRef`: the Gateway (Gateway API) whose listeners clients outside the cluster reach.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteParent(
        @Required
        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("Name of the Gateway.")
        String name,

        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Namespace of the Gateway. Default: the gateway's own.")
        @Nullable
        String namespace,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("Listener of the Gateway. Default: every listener that lets the route in.")
        @Nullable
        String sectionName) {}
