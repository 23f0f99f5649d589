package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// The parameters that mean something here; others are passed over, as the protocol says of those one does not know.
final class Parameters {
    /// Longer waits than this are the pod's own limit anyway, and it does not overflow.
    private static final long LONGEST_MICROS = Duration.ofDays(1).toNanos() / 1000;

    @Nullable
    Boolean binary;

    @Nullable
    Long binarySize;

    @Nullable
    Integer priority;

    @Nullable
    Duration timeout;

    boolean binaryOutput;
    int classes;

    static Parameters read(JsonParser json) {
        var read = new Parameters();
        Json.fields(json, "parameters", name -> {
            switch (name) {
                case "binary_data" -> read.binary = Json.truth(json, name);
                case "binary_data_output" -> read.binaryOutput = Json.truth(json, name);
                case "binary_data_size" -> read.binarySize = Json.count(json, name);
                case "classification" -> read.classes(Json.count(json, name));
                case "priority" -> read.priority(Json.count(json, name));
                case "timeout" -> read.timeout(Json.count(json, name));
                default -> json.skipChildren();
            }
        });
        return read;
    }

    void classes(long count) {
        classes = (int) Math.min(count, Integer.MAX_VALUE);
    }

    void priority(long level) {
        priority = priorityOf(level);
    }

    void timeout(long micros) {
        timeout = timeoutOf(micros);
    }

    /// @return null for 0, which stands for the usual one
    static @Nullable Integer priorityOf(long level) {
        if (level < 0 || level > io.inferencegateway.pod.batch.Caller.LAST) {
            throw invalid("priority must be 1, the first, to %d; 0 is the usual one"
                    .formatted(io.inferencegateway.pod.batch.Caller.LAST));
        }
        return level == 0 ? null : (Integer) (int) level;
    }

    /// @return null for 0, which stands for as long as the pod lets it
    static @Nullable Duration timeoutOf(long micros) {
        return micros == 0 ? null : Duration.of(Math.min(micros, LONGEST_MICROS), ChronoUnit.MICROS);
    }
}
