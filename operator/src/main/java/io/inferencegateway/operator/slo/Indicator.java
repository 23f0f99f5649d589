package io.inferencegateway.operator.slo;

import java.time.Duration;

/// How the events of an objective are counted in PromQL, and which of them are bad. Rates and increases are taken per
/// series and summed afterwards, so that a restarted pod's counter does no harm.
public sealed interface Indicator permits Availability, Latency, Confidence {
    /// All events.
    ///
    /// @param function `rate` or `increase`
    String total(String function, Duration window);

    /// The events that spend error budget.
    String bad(String function, Duration window);

    /// The same, zero where only good events were ever counted.
    String badOrZero(String function, Duration window);

    /// Share of bad events; no sample without traffic, because 0/0 would poison every sum over time.
    default String errorRatio(Duration window) {
        return """
                (
                %s
                )
                /
                (%s > 0)""".formatted(badOrZero("rate", window).indent(2).stripTrailing(), total("rate", window));
    }

    /// The counters behind both, for tools that take series and write the rates themselves.
    Counters counters();

    /// Series without which the objective cannot be computed.
    String series();

    /// What must be there before those series can be missed.
    String witness();

    /// What an event is, in the plural: `requests`.
    String events();

    /// What is wrong with a bad one: `failed`.
    String fault();

    /// What is promised, with the share in front of it: `99.5 % availability`.
    String promise(String percent);
}
