package io.inferencegateway.operator.slo;

import java.math.BigDecimal;

/// The throughput objective: requests a second that all pods together should be good for. It has no error budget.
///
/// @param target above it, with slow answers, the gateway is over its capacity
/// @param warn above it the gateway comes near
public record Capacity(BigDecimal target, BigDecimal warn) {
    public static final String NAME = "throughput";

    public static Capacity of(double target, double warn) {
        return new Capacity(Promql.number(target), Promql.number(warn));
    }
}
