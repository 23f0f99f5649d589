package io.inferencegateway.operator.slo;

/// Selectors of the counters that an indicator is computed from.
public sealed interface Counters {
    /// All events.
    String total();

    /// Bad events among all.
    record Bad(String bad, String total) implements Counters {}

    /// Events in time among all: a bucket of a histogram and its count.
    ///
    /// @param fast selects the bucket by one plain number, as whoever parses it expects; the rules of this room
    /// also
    ///     match its other spellings
    record Fast(String fast, String total) implements Counters {}
}
