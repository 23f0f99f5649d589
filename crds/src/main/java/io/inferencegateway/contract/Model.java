package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// `spec.model`: what is served and where it comes from.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Model(
        @Required
        @Size(max = 1024)
        @ValidationRule(
                value = "self.matches('^(builtin://[a-z0-9][a-z0-9-]*|file:///.+)$')",
                message =
                        "storageUri must be builtin://NAME (a model in the runtime image, such as builtin://efficientnet-lite0) or file:///PATH (a file in the container); plain http is never accepted")
        @JsonPropertyDescription(
                "Where the model is loaded from: builtin://NAME for a model in the runtime image, file:///PATH for a file in the container.")
        String storageUri,

        @Size(max = 128)
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._/-]*$")
        @JsonPropertyDescription("Display name in answers, metrics and logs. Default: the name of the resource.")
        @Nullable
        String name,

        @Size(max = 63)
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._+-]*$")
        @JsonPropertyDescription(
                "Display version in answers, metrics and logs. Default: the model's own, else the start of its digest.")
        @Nullable
        String version,

        @Size(max = 71)
        @ValidationRule(
                value = "self.matches('^sha256:[a-f0-9]{64}$')",
                message =
                        "digest must be sha256: and the 64 hexadecimal digits that sha256sum prints for the model file")
        @JsonPropertyDescription("SHA-256 the model file must have; a file with another one is not loaded.")
        @Nullable
        String digest,

        @JsonPropertyDescription(
                "Model card that says what the model file does not: labels, preprocessing, name, version. Default: the card or metadata that comes with the model.")
        @Nullable
        Card card,

        @JsonPropertyDescription("What a pod does with the model before it is ready.")
        Warmup warmup) {
    public Model {
        warmup = warmup == null ? Warmup.DEFAULT : warmup;
    }

    /// A model card in a ConfigMap; its fields win over those that come with the model.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Card(
            @Required
            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.NAME)
            @JsonPropertyDescription(
                    "ConfigMap in the gateway's namespace. A changed card is read by the pods that start after the change.")
            String configMapName,

            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.KEY)
            @JsonPropertyDescription("Key of the ConfigMap that holds the card. Default: model-card.json.")
            String key) {
        public Card {
            key = key == null ? "model-card.json" : key;
        }
    }
}
