package io.inferencegateway.operator.cli.load;

import io.inferencegateway.contract.Slo;
import java.util.List;

/// One of the gateway's objectives that can be seen from outside, held against what was measured.
///
/// @param objective its name, as the rules have it
/// @param target percent of the events that are to be good
/// @param words what a good event is
/// @param good how many were good
/// @param events of how many
public record Promise(String objective, double target, String words, long good, long events) {
    /// Availability and latency. What the model alone takes, and how sure it is, the pod's own metrics say.
    public static List<Promise> of(Slo slo, Report report) {
        return List.of(
                new Promise(
                        "availability", slo.availability().target(), "answered well", report.good(), report.events()),
                new Promise(
                        "latency",
                        slo.latency().target(),
                        "within " + slo.latency().threshold(),
                        report.within(slo.latency().thresholdDuration()),
                        report.good()));
    }

    /// Percent that were good; 0 when there was no event.
    public double measured() {
        return events == 0 ? 0 : 100.0 * good / events;
    }

    /// Whether it is kept. Without any event it is not: nothing was served.
    public boolean kept() {
        return events > 0 && measured() >= target;
    }
}
