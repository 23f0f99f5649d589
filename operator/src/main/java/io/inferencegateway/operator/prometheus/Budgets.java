package io.inferencegateway.operator.prometheus;

import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.slo.BudgetReport;
import io.inferencegateway.operator.slo.BudgetSeries;
import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.telemetry.Trace;
import io.inferencegateway.operator.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Prometheus last said about every gateway, renewed on a schedule by a thread of its own. Reconciliations read it
/// from memory; the listener brings those about whose figures have changed.
public final class Budgets {
    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);
    // A restart of Prometheus, or one slow answer, is no news.
    private static final int MISSED_BEFORE_UNAVAILABLE = 3;

    private final PrometheusSettings settings;
    private final String query;
    private final InstantSource clock;
    private final QueryMetrics metrics;
    private final Tracing tracing;
    private volatile State state;
    private @Nullable Schedule schedule;
    private String lastFailure = "";

    /// Who wants to hear of news.
    public interface Listener {
        /// Something else is known of these gateways.
        void changed(Set<GatewayName> gateways);

        /// Something else is known of every gateway.
        void changedForAll();
    }

    /// What is known: a report, or why there is none.
    ///
    /// @param since the time of the report, or when asking began
    private record State(Optional<BudgetReport> report, BudgetAnswer otherwise, Instant since) {}

    public Budgets(OperatorSettings settings, InstantSource clock, MeterRegistry registry, Tracing tracing) {
        this.settings = settings.prometheus();
        this.query = BudgetSeries.query(settings.watchNamespaces());
        this.clock = clock;
        this.tracing = tracing;
        this.metrics = new QueryMetrics(registry, clock, this::isUnavailable);
        var nothing = this.settings.url().isPresent() ? new BudgetAnswer.Pending() : new BudgetAnswer.NotConfigured();
        this.state = new State(Optional.empty(), nothing, clock.instant());
    }

    /// What is known of a gateway: no call.
    public BudgetAnswer of(GatewayName gateway) {
        var now = state;
        return now.report()
                .map(report -> (BudgetAnswer) new BudgetAnswer.Known(report.of(gateway)))
                .orElse(now.otherwise());
    }

    /// Begins to ask, at once and then on schedule; nothing happens without a URL.
    public synchronized void start(Listener listener) {
        if (settings.url().isPresent() && schedule == null) {
            state = new State(state.report(), state.otherwise(), clock.instant());
            var client = new PrometheusClient(settings.url().get(), settings);
            schedule = new Schedule(client, settings.interval(), () -> refresh(client, listener));
        }
    }

    public synchronized void stop() {
        if (schedule != null) {
            schedule.close();
            schedule = null;
        }
    }

    private void refresh(PrometheusClient client, Listener listener) throws InterruptedException {
        try (var trace = tracing.trace("renew error budgets", Map.of())) {
            try {
                answered(ask(client, trace), listener);
            } catch (NoAnswerException none) {
                metrics.failed(none.kind());
                failed(none.words(), listener);
            }
        }
    }

    private BudgetReport ask(PrometheusClient client, Trace trace) throws NoAnswerException, InterruptedException {
        long began = System.nanoTime();
        try (var step = trace.step("query Prometheus", Map.of("server.address", client.host()))) {
            try {
                var report = new BudgetReport.Builder();
                client.query(query, report);
                return report.build();
            } catch (NoAnswerException none) {
                step.fail(none);
                throw none;
            }
        } finally {
            metrics.asked(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void answered(BudgetReport report, Listener listener) {
        var before = state.report();
        var now = clock.instant();
        state = new State(Optional.of(report), state.otherwise(), now);
        metrics.answered(now);
        if (before.isEmpty() || !lastFailure.isEmpty()) {
            LOG.atInfo().addKeyValue("gateways", report.gateways().size()).log("error budgets known");
        }
        lastFailure = "";
        before.ifPresentOrElse(earlier -> listener.changed(report.changedSince(earlier)), listener::changedForAll);
    }

    private void failed(String words, Listener listener) {
        if (!words.equals(lastFailure)) {
            LOG.atWarn().addKeyValue("reason", words).log("error budgets unknown");
            lastFailure = words;
        }
        var before = state;
        var patience = settings.interval().multipliedBy(MISSED_BEFORE_UNAVAILABLE);
        if (Duration.between(before.since(), clock.instant()).compareTo(patience) >= 0) {
            state = new State(
                    Optional.empty(), new BudgetAnswer.Unavailable(words, lastAnswer(before)), before.since());
            if (!state.equals(before)) {
                listener.changedForAll();
            }
        }
    }

    private boolean isUnavailable() {
        var now = state;
        return now.report().isEmpty() && now.otherwise() instanceof BudgetAnswer.Unavailable;
    }

    private static Optional<Instant> lastAnswer(State before) {
        return before.report().isPresent()
                ? Optional.of(before.since())
                : Optional.of(before.otherwise())
                        .filter(BudgetAnswer.Unavailable.class::isInstance)
                        .flatMap(earlier -> ((BudgetAnswer.Unavailable) earlier).lastAnswer());
    }
}
