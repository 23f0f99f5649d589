package io.inferencegateway.pod.telemetry;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The name of one request, in its answer, the log and its span.
public final class RequestId {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private RequestId() {}

    /// The client's when it is harmless, else a new one.
    public static String of(Optional<String> sent) {
        return sent.filter(id -> HARMLESS.matcher(id).matches()).orElseGet(RequestId::fresh);
    }

    /// A random UUID (RFC 9562, section 5.4). It is a name and no secret: `UUID.randomUUID` would ask the generator of
    /// keys, under a lock that all threads share.
    private static String fresh() {
        var random = ThreadLocalRandom.current();
        long version4 = random.nextLong() & ~0xF000L | 0x4000L;
        long variant = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(version4, variant).toString();
    }
}
