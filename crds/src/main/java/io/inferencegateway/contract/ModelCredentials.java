package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// `model.credentials`: a Secret whose keys depend on the source of the model, one shape for each.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCredentials(
        @Required
        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription(
                "Secret in the gateway's namespace. For https it has the key authorization, the value of that header; for s3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for oci .dockerconfigjson, as kubectl create secret docker-registry makes it. Corrected values need no restart.")
        String secretName) {}
