package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.Labels;
import io.inferencegateway.operator.status.StatusOf;
import io.inferencegateway.operator.telemetry.Tracing;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the loop enters: java-operator-sdk calls it for every gateway that may have changed.
@ControllerConfiguration(name = "inferencegateway")
public final class GatewayReconciler implements Reconciler<InferenceGateway> {
    /// Owner of the fields we apply; never changed, or every object would have two.
    public static final String FIELD_MANAGER = Labels.OPERATOR;

    private static final Logger LOG = LoggerFactory.getLogger(GatewayReconciler.class);

    // Retries after which a failure is no passing one: with those of the client, some ten seconds.
    private static final int LASTING = 2;

    private static final Duration AFTER_A_STOP = Duration.ofSeconds(1);

    private final Reconciliation reconciliation;
    private final OwnedKinds kinds;
    private final Lookups lookups;
    private final Senses senses;
    private final LoopMetrics metrics;
    private final Tracing tracing;
    private final InstantSource clock;

    /// @param senses what else it asks and tells
    /// @param metrics told of every reconciliation
    public GatewayReconciler(
            Desired desired,
            OperatorSettings settings,
            InstantSource clock,
            Senses senses,
            LoopMetrics metrics,
            Tracing tracing) {
        this.reconciliation = new Reconciliation(desired, settings, clock);
        this.kinds = new OwnedKinds(settings);
        this.lookups = Lookups.with(clock, settings.watchNamespaces().isEmpty());
        this.senses = senses;
        this.metrics = metrics;
        this.tracing = tracing;
        this.clock = clock;
    }

    /// The controller's configuration.
    public static void configure(
            ControllerConfigurationOverrider<InferenceGateway> controller, OperatorSettings settings) {
        controller
                .withFieldManager(FIELD_MANAGER)
                .withInformerListLimit(OwnedKinds.PAGE)
                // The filter below sees more than generations.
                .withGenerationAware(false)
                .withOnUpdateFilter(GatewayReconciler::concernsUs)
                .withRetry(new GenericRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(Duration.ofMinutes(5).toMillis())
                        .withoutMaxAttempts());
        if (!settings.watchNamespaces().isEmpty()) {
            controller.settingNamespaces(settings.watchNamespaces());
        }
    }

    @Override
    public List<EventSource<?, InferenceGateway>> prepareEventSources(EventSourceContext<InferenceGateway> context) {
        var sources = new ArrayList<>(kinds.informers(context));
        sources.add(new BudgetNews(senses.budgets(), context.getPrimaryCache()));
        var gauges = new GatewayGauges(metrics, metrics.registry(), context.getPrimaryCache(), clock);
        metrics.count(gauges::refresh);
        return sources;
    }

    @Override
    public UpdateControl<InferenceGateway> reconcile(InferenceGateway gateway, Context<InferenceGateway> context) {
        long began = System.nanoTime();
        try (var trace = tracing.trace("reconcile InferenceGateway", identity(gateway))) {
            try {
                var cluster = new JosdkCluster(context, kinds, lookups, senses);
                var outcome = reconciliation.of(gateway, new WatchedCluster(cluster, metrics.registry(), trace));
                trace.attribute("inferencegateway.outcome", outcome.changedAnything() ? "changed" : "unchanged");
                trace.attribute("inferencegateway.ready.reason", outcome.readyReason());
                metrics.reconciled(gateway, outcome, since(began));
                log(gateway, outcome);
                UpdateControl<InferenceGateway> control = UpdateControl.noUpdate();
                outcome.next().ifPresent(control::rescheduleAfter);
                return control;
            } catch (Cluster.StoppedException stopped) {
                trace.attribute("inferencegateway.outcome", "stopped");
                return UpdateControl.<InferenceGateway>noUpdate().rescheduleAfter(AFTER_A_STOP);
            } catch (RuntimeException failed) {
                trace.attribute("inferencegateway.outcome", "failed");
                trace.fail(failed);
                metrics.failed(gateway, failed, since(began));
                throw failed;
            }
        }
    }

    private static Map<String, String> identity(InferenceGateway gateway) {
        var metadata = gateway.getMetadata();
        return Map.of(
                "k8s.namespace.name", metadata.getNamespace(),
                "inferencegateway.name", metadata.getName(),
                "inferencegateway.generation", "" + metadata.getGeneration());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// What lasts is told: a reconciliation that ends with an exception writes no status of its own.
    @Override
    public ErrorStatusUpdateControl<InferenceGateway> updateErrorStatus(
            InferenceGateway gateway, Context<InferenceGateway> context, Exception failed) {
        int earlier = context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
        if (earlier >= LASTING) {
            tell(gateway, new JosdkCluster(context, kinds, lookups, senses), failed);
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private void tell(InferenceGateway gateway, Cluster cluster, Exception failed) {
        try {
            reconciliation.failed(gateway, cluster, Refusal.words(failed));
        } catch (KubernetesClientException statusFailed) {
            // The log will have both.
            failed.addSuppressed(statusFailed);
        }
    }

    // Our own status patch changes none of these, so it does not bring the gateway back.
    private static boolean concernsUs(InferenceGateway now, InferenceGateway before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || !Objects.equals(
                        now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations())
                || !Objects.equals(
                        StatusOf.previous(now).observability(),
                        StatusOf.previous(before).observability());
    }

    private static void log(InferenceGateway gateway, Outcome outcome) {
        boolean changed = outcome.changedAnything();
        var line = (changed ? LOG.atInfo() : LOG.atDebug())
                .addKeyValue("namespace", gateway.getMetadata().getNamespace())
                .addKeyValue("name", gateway.getMetadata().getName());
        if (changed) {
            line.addKeyValue("applied", outcome.applied().applied())
                    .addKeyValue("pruned", outcome.applied().pruned())
                    .addKeyValue("statusChanged", outcome.statusChanged())
                    .log("reconciled");
        } else {
            line.log("reconciled, nothing to do");
        }
    }
}
