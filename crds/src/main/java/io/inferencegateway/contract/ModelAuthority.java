package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// `model.ca`: whom a download trusts.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelAuthority(
        @Required
        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("ConfigMap in the gateway's namespace.")
        String configMapName,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.KEY)
        @JsonPropertyDescription("Key of the ConfigMap that holds the certificates in PEM. Default: ca.crt.")
        String key) {
    public ModelAuthority {
        key = key == null ? "ca.crt" : key;
    }
}
