package io.inferencegateway.operator.assess;

import java.util.Optional;
import java.util.function.Function;

/// A piece of evidence, or why there is none.
///
/// @param <T> what it is
public sealed interface Seen<T> {
    /// It was seen.
    record Here<T>(T value) implements Seen<T> {}

    /// It was not.
    ///
    /// @param why a clause that says so
    record Missing<T>(String why) implements Seen<T> {}

    static <T> Seen<T> of(T value) {
        return new Here<>(value);
    }

    static <T> Seen<T> not(String why) {
        return new Missing<>(why);
    }

    default Optional<T> optional() {
        return switch (this) {
            case Here<T> here -> Optional.of(here.value());
            case Missing<T> missing -> Optional.empty();
        };
    }

    default <R> Seen<R> map(Function<T, R> function) {
        return switch (this) {
            case Here<T> here -> of(function.apply(here.value()));
            case Missing<T> missing -> not(missing.why());
        };
    }

    /// Judges by it; what was not seen is not checked.
    default Result judged(Function<T, Result> check) {
        return switch (this) {
            case Here<T> here -> check.apply(here.value());
            case Missing<T> missing -> new Result.NotChecked(missing.why());
        };
    }
}
