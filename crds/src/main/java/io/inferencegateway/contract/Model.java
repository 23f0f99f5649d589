package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import io.inferencegateway.contract.wire.ModelUri;
import org.jspecify.annotations.Nullable;

/// `spec.model`: what is served and where it comes from.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.storageUri.matches('" + ModelUri.DOWNLOADED
                + "') || !(has(self.credentials) || has(self.ca) || has(self.maxSize) || has(self.cache))",
        message =
                "credentials, ca, maxSize and cache are for a model that is downloaded (https, s3, oci); take them out, or change storageUri")
@ValidationRule(
        value = "!has(self.s3) || self.storageUri.startsWith('s3://')",
        message = "s3 says where buckets are, but storageUri is no s3://BUCKET/KEY; take one of them out")
@ValidationRule(
        value =
                "!has(self.s3) || !has(self.s3.endpoint) || !self.s3.endpoint.startsWith('http://') || has(self.digest)",
        message = "s3.endpoint is plain http, where a model can be changed on its way; use https, or set digest")
public record Model(
        @Required
        @Size(max = 1024)
        @ValidationRule(
                value = "self.matches('" + ModelUri.OF_RESOURCE + "')",
                message =
                        "storageUri must be builtin://NAME (a model in the runtime image, such as builtin://efficientnet-lite0), file:///PATH, pvc://CLAIM/PATH, https://HOST/PATH, s3://BUCKET/KEY or oci://REGISTRY/REPOSITORY:TAG (or @sha256:DIGEST); plain http is never accepted")
        @JsonPropertyDescription(
                "Where the model is loaded from: builtin://NAME for a model in the runtime image, file:///PATH for a file in the container, pvc://CLAIM/PATH for a file on a PersistentVolumeClaim, https://HOST/PATH, s3://BUCKET/KEY, or oci://REGISTRY/REPOSITORY:TAG (or @sha256:DIGEST) for an artifact or image.")
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
        Warmup warmup,

        @JsonPropertyDescription("What a download identifies itself with. Default: none.") @Nullable
        ModelCredentials credentials,

        @JsonPropertyDescription(
                "Authorities that a download trusts, instead of those of the runtime image. Default: those.")
        @Nullable
        ModelAuthority ca,

        @JsonPropertyDescription("S3 server of an s3:// model. Default: AWS, us-east-1.") @Nullable
        S3Server s3,

        @JsonPropertyDescription("A larger model is not downloaded. Default: 2Gi, which no ONNX file exceeds.")
        @Nullable
        Quantity maxSize,

        @JsonPropertyDescription(
                "Where downloads are kept. Default: with the pod's temporary files, which a restart of the container survives and the pod does not.")
        @Nullable
        ModelCache cache) {
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
