package io.inferencegateway.contract.wire;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How a pod downloads a model, for the sources that need it: `https`, `s3` and `oci`.
///
/// @param cacheDir directory that downloads are kept in; empty means one in the directory for temporary files
/// @param maxBytes a larger model is not downloaded
/// @param credentialsDir directory of a mounted Secret; empty means none
/// @param caFile PEM certificates that alone are trusted; empty means those of the image
/// @param s3 where buckets are
public record DownloadSettings(
        Optional<String> cacheDir, int maxBytes, Optional<String> credentialsDir, Optional<String> caFile, S3 s3) {

    /// No ONNX file is larger: it is one protobuf message, and those end at 2 GiB.
    public static final int LARGEST_MODEL = Integer.MAX_VALUE;

    /// File names in `credentialsDir`, by source.
    public static final String AUTHORIZATION_FILE = "authorization";

    public static final String ACCESS_KEY_FILE = "AWS_ACCESS_KEY_ID";
    public static final String SECRET_KEY_FILE = "AWS_SECRET_ACCESS_KEY";
    public static final String DOCKER_CONFIG_FILE = ".dockerconfigjson";

    /// An S3 server.
    ///
    /// @param endpoint URL; empty means AWS
    /// @param region of the bucket
    /// @param pathStyle whether the bucket is in the path instead of the host name
    public record S3(Optional<String> endpoint, String region, boolean pathStyle) {
        public static final String REGION = "us-east-1";
    }

    /// Whether that model would come unprotected.
    boolean isPlain(String uri) {
        return uri.startsWith("s3://")
                && s3.endpoint()
                        .filter(endpoint -> endpoint.startsWith("http://"))
                        .isPresent();
    }

    static DownloadSettings from(SettingsReader read) {
        return new DownloadSettings(
                read.find(Setting.MODEL_CACHE_DIR),
                read.get(Setting.MODEL_MAX_BYTES, LARGEST_MODEL),
                read.find(Setting.MODEL_CREDENTIALS_DIR),
                read.find(Setting.MODEL_CA_FILE),
                new S3(
                        read.find(Setting.MODEL_S3_ENDPOINT),
                        read.get(Setting.MODEL_S3_REGION, S3.REGION),
                        read.get(Setting.MODEL_S3_PATH_STYLE, false)));
    }

    void write(Map<String, String> env) {
        cacheDir.ifPresent(directory -> env.put(Setting.MODEL_CACHE_DIR.name(), directory));
        put(env, Setting.MODEL_MAX_BYTES, maxBytes, LARGEST_MODEL);
        credentialsDir.ifPresent(directory -> env.put(Setting.MODEL_CREDENTIALS_DIR.name(), directory));
        caFile.ifPresent(file -> env.put(Setting.MODEL_CA_FILE.name(), file));
        s3.endpoint().ifPresent(endpoint -> env.put(Setting.MODEL_S3_ENDPOINT.name(), endpoint));
        put(env, Setting.MODEL_S3_REGION, s3.region(), S3.REGION);
        put(env, Setting.MODEL_S3_PATH_STYLE, s3.pathStyle(), false);
    }

    private static void put(Map<String, String> env, Setting<?> setting, Object value, Object fallback) {
        if (!Objects.equals(value, fallback)) {
            env.put(setting.name(), value.toString());
        }
    }
}
