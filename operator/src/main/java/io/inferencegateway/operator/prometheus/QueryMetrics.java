package io.inferencegateway.operator.prometheus;

import io.inferencegateway.operator.prometheus.NoAnswerException.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The operator's own metrics of its queries: how long they take, how they fail, how old the newest answer is.
final class QueryMetrics {
    private final Timer duration;
    private final Map<Kind, Counter> errors = new EnumMap<>(Kind.class);
    private final InstantSource clock;
    private volatile @Nullable Instant answered;

    QueryMetrics(MeterRegistry registry, InstantSource clock, BooleanSupplier unavailable) {
        this.clock = clock;
        duration = Timer.builder("igw.prometheus.query")
                .description("Queries for the error budgets of all gateways.")
                .register(registry);
        for (var kind : Kind.values()) {
            errors.put(
                    kind,
                    Counter.builder("igw.prometheus.query.errors")
                            .description("Queries without a usable answer.")
                            .tag("reason", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        TimeGauge.builder("igw.prometheus.answer.age", this, TimeUnit.MILLISECONDS, QueryMetrics::age)
                .description("Time since the newest usable answer; NaN before the first.")
                .strongReference(true)
                .register(registry);
        Gauge.builder("igw.prometheus.unavailable", () -> unavailable.getAsBoolean() ? 1 : 0)
                .description(
                        "1 while no usable answer has come for three intervals: gateways say PrometheusUnavailable.")
                .strongReference(true)
                .register(registry);
    }

    void asked(Duration took) {
        duration.record(took);
    }

    void failed(Kind kind) {
        errors.computeIfPresent(kind, (same, counter) -> {
            counter.increment();
            return counter;
        });
    }

    void answered(Instant at) {
        answered = at;
    }

    private double age() {
        var at = answered;
        return at == null ? Double.NaN : Duration.between(at, clock.instant()).toMillis();
    }
}
