package io.inferencegateway.contract.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How a prediction request ended; the label `outcome` of the HTTP metrics, by which the objectives are computed.
public enum Outcome {
    SUCCESS(true, false, 200),
    /// Shed: the queue was full.
    OVERLOADED(true, true, 503),
    /// The deadline passed before an answer was there.
    DEADLINE(true, true, 504),
    /// The engine or our own code failed.
    FAILED(true, true, 500),
    /// No model was loaded.
    UNREADY(true, true, 503),
    /// The client's fault (4xx): no event of any objective.
    REJECTED(false, false, 400),
    /// The client left before its answer: no event of any objective.
    CANCELLED(false, false, 499);

    private final boolean event;
    private final boolean bad;
    private final int usualStatus;

    Outcome(boolean event, boolean bad, int usualStatus) {
        this.event = event;
        this.bad = bad;
        this.usualStatus = usualStatus;
    }

    /// The label's value.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the request is an event of the objectives at all.
    public boolean countsAsEvent() {
        return event;
    }

    /// Whether the request spends error budget.
    public boolean countsAgainstSlo() {
        return bad;
    }

    /// The HTTP status that goes with the outcome when there is just one; the series is started at zero with it.
    public int usualStatus() {
        return usualStatus;
    }

    /// Regular expression over the label that selects every event, in PromQL's `=~` syntax.
    public static String events() {
        return matching(Outcome::countsAsEvent);
    }

    /// Regular expression over the label that selects the events that spend error budget.
    public static String badEvents() {
        return matching(Outcome::countsAgainstSlo);
    }

    /// The outcomes that are events, in declaration order.
    public static List<Outcome> eventOutcomes() {
        return Arrays.stream(values()).filter(Outcome::countsAsEvent).toList();
    }

    private static String matching(Predicate<Outcome> kind) {
        return Arrays.stream(values()).filter(kind).map(Outcome::label).collect(Collectors.joining("|"));
    }
}
