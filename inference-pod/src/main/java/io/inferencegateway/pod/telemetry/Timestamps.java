package io.inferencegateway.pod.telemetry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes instants as the lab's lines have them, UTC with microseconds. All but those is the same for the lines of a
/// second, and formatted once.
final class Timestamps {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    /// One digit more than microseconds of a second have, so that zeros before them are written.
    private static final int SEVEN_DIGITS = 1_000_000;

    private volatile Second last = Second.of(Instant.EPOCH);

    private record Second(long number, String text) {
        static Second of(Instant instant) {
            return new Second(instant.getEpochSecond(), SECOND.format(instant));
        }
    }

    String of(Instant instant) {
        var second = last;
        if (second.number() != instant.getEpochSecond()) {
            second = Second.of(instant);
            last = second;
        }
        return second.text()
                + '.'
                + String.valueOf(SEVEN_DIGITS + instant.getNano() / 1000).substring(1)
                + 'Z';
    }
}
