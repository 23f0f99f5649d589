package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.ObjectiveNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

/// The objectives a gateway can have on its error budgets.
public final class Objectives {
    public static final String AVAILABILITY = ObjectiveNames.AVAILABILITY;
    public static final String LATENCY = ObjectiveNames.LATENCY;
    public static final String INFERENCE_LATENCY = ObjectiveNames.INFERENCE_LATENCY;
    public static final String CONFIDENCE = ObjectiveNames.CONFIDENCE;

    private static final Set<Urgency> BOTH = Set.of(Urgency.PAGE, Urgency.TICKET);

    private Objectives() {}

    /// Share of prediction requests that are answered well.
    public static Objective availability(GatewayName gateway, double targetPercent, int windowDays) {
        return objective(gateway, AVAILABILITY, new Availability(gateway), BOTH, targetPercent, windowDays);
    }

    /// Share of answers that come within the threshold.
    public static Objective latency(GatewayName gateway, Duration threshold, double targetPercent, int windowDays) {
        var indicator = Latency.ofRequests(gateway, threshold);
        return objective(gateway, LATENCY, indicator, BOTH, targetPercent, windowDays);
    }

    /// Share of model runs that end within the threshold.
    public static Objective inferenceLatency(
            GatewayName gateway, Duration threshold, double targetPercent, int windowDays) {
        var indicator = Latency.ofModel(gateway, threshold);
        return objective(gateway, INFERENCE_LATENCY, indicator, BOTH, targetPercent, windowDays);
    }

    /// Share of predictions that are surer than the threshold. Nobody is woken for it: no restart mends a model.
    public static Objective confidence(GatewayName gateway, double threshold, double targetPercent, int windowDays) {
        var indicator = new Confidence(gateway, Promql.number(threshold));
        return objective(gateway, CONFIDENCE, indicator, Set.of(Urgency.TICKET), targetPercent, windowDays);
    }

    // `BigDecimal.valueOf` reads the digits a user wrote, so that the budget of 99.5 % is 0.005 and not
    // 0.0050000000000000044.
    private static Objective objective(
            GatewayName gateway,
            String name,
            Indicator indicator,
            Set<Urgency> urgencies,
            double targetPercent,
            int windowDays) {
        return new Objective(gateway, name, indicator, urgencies, BigDecimal.valueOf(targetPercent), windowDays);
    }
}
