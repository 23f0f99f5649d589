package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.batch.Caller;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// The parameters that mean something here; others are passed over, as the protocol says of those one does not know.
public final class Parameters {
    /// Longer waits than this are the pod's own limit anyway, and it does not overflow.
    private static final List<String> NUMBERS = List.of("classification", "priority", "timeout");

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

    /// Takes a parameter that came otherwise than in JSON.
    ///
    /// @param number none when it is no number
    /// @throws io.inferencegateway.pod.predict.ProblemException when it is one that has to be
    public void put(String name, Optional<Long> number) {
        if (!NUMBERS.contains(name)) {
            return;
        }
        long value = number.filter(each -> each >= 0)
                .orElseThrow(() -> invalid("%s must be a whole number of 0 or more".formatted(name)));
        switch (name) {
            case "classification" -> classes(value);
            case "priority" -> priority(value);
            default -> timeout(value);
        }
    }

    /// 0 where values are asked for.
    public int classes() {
        return classes;
    }

    public Optional<Integer> priority() {
        return Optional.ofNullable(priority);
    }

    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    private void classes(long count) {
        classes = (int) Math.min(count, Integer.MAX_VALUE);
    }

    private void priority(long level) {
        priority = priorityOf(level);
    }

    private void timeout(long micros) {
        timeout = timeoutOf(micros);
    }

    /// @return null for 0, which stands for the usual one
    private static @Nullable Integer priorityOf(long level) {
        if (level < 0 || level > Caller.LAST) {
            throw invalid("priority must be 1, the first, to %d; 0 is the usual one".formatted(Caller.LAST));
        }
        return level == 0 ? null : (Integer) (int) level;
    }

    /// @return null for 0, which stands for as long as the pod lets it
    private static @Nullable Duration timeoutOf(long micros) {
        return micros == 0 ? null : Duration.of(Math.min(micros, LONGEST_MICROS), ChronoUnit.MICROS);
    }
}
