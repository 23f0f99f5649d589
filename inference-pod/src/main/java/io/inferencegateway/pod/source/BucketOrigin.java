package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.DownloadSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A bucket, by the AWS SDK on the JDK's own HTTP client. Retrying is ours, for all sources alike.
final class BucketOrigin implements Origin {
    private static final Set<Integer> ABSENT = Set.of(403, 404);
    /// What S3 says of a bucket in another region.
    private static final Set<String> REGION =
            Set.of(" (PermanentRedirect)", " (AuthorizationHeaderMalformed)", " (IllegalLocationConstraintException)");

    private final Remote.Bucket source;
    private final S3Client client;

    BucketOrigin(
            Remote.Bucket source,
            Credentials credentials,
            Optional<Path> ca,
            DownloadSettings.S3 settings,
            Duration patience)
            throws DownloadException {
        this.source = source;
        var http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Patience.CONNECT)
                .socketTimeout(patience);
        if (ca.isPresent()) {
            var managers = Trust.managers(ca.get());
            http.tlsTrustManagersProvider(() -> managers);
        }
        var builder = S3Client.builder()
                .httpClientBuilder(http)
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(provider(credentials))
                .overrideConfiguration(how -> how.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        settings.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    // Of the SDK's usual chain only what costs no question: asking a node for its role takes seconds where there is
    // none.
    private static AwsCredentialsProvider provider(Credentials credentials) throws DownloadException {
        var key = credentials.text(DownloadSettings.ACCESS_KEY_FILE);
        var secret = credentials.text(DownloadSettings.SECRET_KEY_FILE);
        if (key.isPresent() && secret.isPresent()) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.get(), secret.get()));
        }
        var env = System.getenv();
        if (env.containsKey("AWS_ACCESS_KEY_ID")) {
            return EnvironmentVariableCredentialsProvider.create();
        }
        return env.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                        || env.containsKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                ? ContainerCredentialsProvider.create()
                : AnonymousCredentialsProvider.create();
    }

    @Override
    public void deliver(Sink sink) throws DownloadException, IOException {
        String folder = source.key().substring(0, source.key().lastIndexOf('/') + 1);
        beside(Part.CARD, folder, sink);
        beside(Part.LABELS, folder, sink);
        try {
            bring(Part.MODEL, source.key(), sink);
        } catch (S3Exception refused) {
            throw diagnosis(refused, "the object");
        }
    }

    private void beside(Part part, String folder, Sink sink) throws DownloadException, IOException {
        try {
            bring(part, folder + part.file(), sink);
        } catch (S3Exception refused) {
            // Whoever may not list a bucket is told 403 of an object that is not in it. A bucket that is not
            // there, or a key that is wrong, is told of the model itself.
            if (!ABSENT.contains(refused.statusCode())) {
                throw diagnosis(refused, "the " + part.file() + " beside it");
            }
            sink.alive();
        }
    }

    private void bring(Part part, String key, Sink sink) throws DownloadException, IOException {
        try (var object = client.getObject(get -> get.bucket(source.bucket()).key(key))) {
            try {
                sink.take(part, object, length(object.response().contentLength()));
            } catch (DownloadException | IOException | RuntimeException stopped) {
                // Closing alone would read the rest.
                object.abort();
                throw stopped;
            }
        } catch (S3Exception answered) {
            throw answered;
        } catch (SdkException unanswered) {
            throw Diagnosis.of(unanswered);
        }
    }

    private static DownloadException diagnosis(S3Exception refused, String what) {
        var details = refused.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : " (" + details.errorCode() + ")";
        if (REGION.contains(code)) {
            return new DownloadException(
                    Trouble.UNUSABLE, "%s%s is in another region; check spec.model.s3.region".formatted(what, code));
        }
        return Diagnosis.ofStatus(refused.statusCode(), what + code);
    }

    private static OptionalLong length(@org.jspecify.annotations.Nullable Long length) {
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    @Override
    public void close() {
        client.close();
    }
}
