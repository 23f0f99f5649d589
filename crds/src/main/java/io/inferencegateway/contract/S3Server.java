package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.inferencegateway.contract.wire.DownloadSettings;
import org.jspecify.annotations.Nullable;

/// `model.s3`: where buckets are, if not on AWS.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record S3Server(
        @Size(max = 512)
        @Pattern("^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$")
        @JsonPropertyDescription(
                "URL of the S3 server; over plain http only together with model.digest. Default: AWS in the region.")
        @Nullable
        String endpoint,

        @Size(max = 63)
        @Pattern("^[a-z0-9][a-z0-9-]*$")
        @JsonPropertyDescription("Region of the bucket. Default: us-east-1.")
        String region,

        @JsonPropertyDescription(
                "Whether the bucket is in the path of the URL instead of its host name, as most servers but AWS want it. Default: false.")
        Boolean pathStyle) {
    static final S3Server DEFAULT = new S3Server(null, DownloadSettings.S3.REGION, false);

    public S3Server {
        region = region == null ? DownloadSettings.S3.REGION : region;
        pathStyle = pathStyle != null && pathStyle;
    }
}
