package io.inferencegateway.pod.telemetry;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of one request, in its answer, the log and its span.
public final class RequestId {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private RequestId() {}

    /// The client's when it is harmless, else a new one.
    public static String of(Optional<String> sent) {
        return sent.filter(id -> HARMLESS.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
