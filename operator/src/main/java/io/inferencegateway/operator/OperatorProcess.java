package io.inferencegateway.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.events.Events;
import io.inferencegateway.operator.logging.OperatorLog;
import io.inferencegateway.operator.management.Management;
import io.inferencegateway.operator.management.OperatorMetrics;
import io.inferencegateway.operator.prometheus.Budgets;
import io.inferencegateway.operator.reconcile.ApiRequests;
import io.inferencegateway.operator.reconcile.GatewayReconciler;
import io.inferencegateway.operator.reconcile.LoopMetrics;
import io.inferencegateway.operator.reconcile.Readyz;
import io.inferencegateway.operator.reconcile.Senses;
import io.inferencegateway.operator.status.PodAnswer;
import io.inferencegateway.operator.telemetry.Tracing;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running operator: wires the loop, its metrics and its management port together, and takes them down in the
/// opposite order.
public final class OperatorProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
    // Bounded, so that a restart over thousands of gateways is no flood for the API server.
    private static final int RECONCILIATIONS_AT_ONCE = 32;
    private static final Duration LAST_RECONCILIATIONS = Duration.ofSeconds(10);

    private final Operator operator;
    private final Management management;
    private final LoopMetrics loop;
    private volatile boolean stopping;

    /// What the operator tells of itself.
    record Telemetry(PrometheusMeterRegistry metrics, Tracing tracing) {}

    private OperatorProcess(
            KubernetesClient client,
            OperatorSettings settings,
            Desired desired,
            InstantSource clock,
            Function<String, PodAnswer> readyz,
            Telemetry telemetry)
            throws IOException {
        var metrics = telemetry.metrics();
        loop = new LoopMetrics(metrics);
        loop.leading(!settings.leaderElection());
        operator = new Operator(service -> configure(service, client, settings, metrics));
        operator.register(
                new GatewayReconciler(
                        desired,
                        settings,
                        clock,
                        senses(settings, clock, readyz, telemetry),
                        loop,
                        telemetry.tracing()),
                controller -> GatewayReconciler.configure(controller, settings));
        management = new Management(settings.managementPort(), this::ready, () -> {
            loop.refresh();
            return metrics.scrape();
        });
    }

    /// Runs until SIGTERM.
    ///
    /// @return the process' exit code
    public static int run(OperatorSettings settings) {
        OperatorLog.toStandardOutput();
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var metrics = OperatorMetrics.registry();
        OperatorMetrics.watchProcess(metrics);
        try (var tracing = Tracing.fromEnv(System.getenv());
                var client = client(Config.autoConfigure(null), metrics);
                var process = start(
                        client,
                        settings,
                        Desired.STANDARD,
                        InstantSource.system(),
                        new Readyz(),
                        new Telemetry(metrics, tracing))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stop.countDown();
                awaitQuietly(stopped);
            }));
            LOG.atInfo().addKeyValue("port", process.managementPort()).log("operator started");
            stop.await();
            LOG.info("operator stopping");
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (IOException | RuntimeException failed) {
            LOG.atError().setCause(failed).log("operator failed to start");
            return 1;
        } finally {
            stopped.countDown();
        }
    }

    /// Starts an operator on a cluster; what it desires, its clock and what it asks pods can be replaced in tests.
    static OperatorProcess start(
            KubernetesClient client,
            OperatorSettings settings,
            Desired desired,
            InstantSource clock,
            Function<String, PodAnswer> readyz)
            throws IOException {
        return start(
                client, settings, desired, clock, readyz, new Telemetry(OperatorMetrics.registry(), Tracing.off()));
    }

    static OperatorProcess start(
            KubernetesClient client,
            OperatorSettings settings,
            Desired desired,
            InstantSource clock,
            Function<String, PodAnswer> readyz,
            Telemetry telemetry)
            throws IOException {
        var process = new OperatorProcess(client, settings, desired, clock, readyz, telemetry);
        try {
            process.operator.start();
            return process;
        } catch (RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static Senses senses(
            OperatorSettings settings, InstantSource clock, Function<String, PodAnswer> readyz, Telemetry telemetry) {
        var budgets = new Budgets(settings, clock, telemetry.metrics(), telemetry.tracing());
        return new Senses(readyz, budgets, new Events(settings.podName(), clock));
    }

    int managementPort() {
        return management.port();
    }

    @Override
    public void close() {
        stopping = true;
        operator.stop();
        management.close();
    }

    private boolean ready() {
        var runtime = operator.getRuntimeInfo();
        return runtime.isStarted() && runtime.allEventSourcesAreHealthy();
    }

    private void configure(
            ConfigurationServiceOverrider service,
            KubernetesClient client,
            OperatorSettings settings,
            PrometheusMeterRegistry metrics) {
        service.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(new AggregatedMetrics(List.of(MicrometerMetrics.withoutPerResourceMetrics(metrics), loop)))
                .withConcurrentReconciliationThreads(RECONCILIATIONS_AT_ONCE)
                .withReconciliationTerminationTimeout(LAST_RECONCILIATIONS)
                // An event older than what we have just written must not push the newer state out of the cache.
                .withParseResourceVersions(true);
        if (settings.leaderElection()) {
            service.withLeaderElectionConfiguration(leaderElection(settings));
        }
    }

    private LeaderElectionConfiguration leaderElection(OperatorSettings settings) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(GatewayReconciler.FIELD_MANAGER)
                .withLeaseNamespace(settings.namespace())
                // The SDK would exit inside the shutdown hook as well, where exiting waits for the hook for ever.
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(this::startLeading, this::stopLeading, leader -> LOG.atInfo()
                        .addKeyValue("leader", leader)
                        .log("leader elected")))
                .build();
    }

    private void startLeading() {
        loop.leading(true);
        LOG.info("leading");
    }

    // Another replica acts now: this one must not, not even with what it has begun, which an orderly end would wait
    // for. Whatever is left half done is taken up by the leader, as after a crash.
    private void stopLeading() {
        loop.leading(false);
        if (!stopping) {
            LOG.error("no longer the leader; exiting");
            Runtime.getRuntime().halt(1);
        }
    }

    /// How the operator talks to an API server; its requests are counted.
    static KubernetesClient client(Config cluster, MeterRegistry metrics) {
        var config = new ConfigBuilder(cluster)
                .withUserAgent(GatewayReconciler.FIELD_MANAGER)
                .withMaxConcurrentRequests(512)
                // A call is repeated for three seconds, not twenty: a thread that waits looks at no other gateway, and
                // the loop retries by itself.
                .withRequestRetryBackoffLimit(5)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("METRICS", new ApiRequests(metrics))
                        .addOrReplaceInterceptor("RETRY_AFTER", new RetryAfter()))
                .build();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
