package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.inferencegateway.contract.Durations;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.Observability;
import io.inferencegateway.contract.Slo;
import io.inferencegateway.contract.wire.DownloadSettings;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.PodSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// From the resource to the pod's settings. Of the service levels only thresholds are passed on, because they are
/// bucket bounds; targets stay at the pod's defaults, so that changing one restarts nothing.
final class PodSettingsOf {
    private PodSettingsOf() {}

    static PodSettings gateway(InferenceGateway gateway) {
        var base = PodSettings.defaults();
        var spec = gateway.getSpec();
        var model = spec.model();
        var batching = batching(spec);
        String name = Names.of(gateway);
        return new PodSettings(
                name,
                base.serviceVersion(),
                spec.observability().environment().wire(),
                spec.observability().logging().level(),
                base.host(),
                Endpoints.API_PORT,
                Endpoints.GRPC_PORT,
                Endpoints.MANAGEMENT_PORT,
                Endpoints.METRICS,
                base.workers(),
                Optional.of(Names.model(gateway)),
                ModelVolume.uri(spec),
                Optional.ofNullable(model.version()),
                Optional.ofNullable(model.digest()),
                spec.device().wire(),
                loading(spec, base.loading().download()),
                batching,
                requestTimeout(gateway),
                spec.overload().admission().wire(),
                Optional.ofNullable(spec.overload().maxQueueSize()).orElseGet(batching::defaultQueueSize),
                bytes(spec.overload().maxRequestSize()),
                edge(spec),
                slo(spec.slo(), base.slo()),
                tracing(name, spec.observability(), base.tracing()));
    }

    private static PodSettings.Loading loading(InferenceGatewaySpec spec, DownloadSettings download) {
        var warmup = spec.model().warmup();
        return new PodSettings.Loading(
                spec.deviceFallback().wire(),
                References.card(spec).map(card -> card.path(References.CARD)),
                warmup.iterations(),
                References.sample(spec).flatMap(mounted -> Optional.ofNullable(warmup.sample())
                        .map(sample -> new PodSettings.SelfTest(
                                mounted.path(References.SAMPLE), sample.expectClass(), sample.minConfidence()))),
                ModelVolume.download(spec, download));
    }

    private static PodSettings.Batching batching(InferenceGatewaySpec spec) {
        return new PodSettings.Batching(
                Optional.ofNullable(spec.batching().maxBatchSize())
                        .orElseGet(() ->
                                PodSettings.Batching.defaultSize(spec.device().wire())),
                Durations.parse(spec.batching().maxQueueDelay()));
    }

    private static PodSettings.Edge edge(InferenceGatewaySpec spec) {
        var connections = spec.expose().connections();
        return new PodSettings.Edge(
                References.tls(spec)
                        .map(pair -> new PodSettings.KeyPairFiles(
                                pair.path(References.TLS_CERTIFICATE), pair.path(References.TLS_KEY))),
                References.apiKeys(spec).map(keys -> keys.path(References.API_KEYS)),
                connections.readTimeoutDuration(),
                connections.idleTimeoutDuration(),
                connections.max());
    }

    private static Duration requestTimeout(InferenceGateway gateway) {
        var spec = gateway.getSpec();
        String timeout = spec.overload().timeout();
        return timeout == null ? spec.slo().latency().thresholdDuration().multipliedBy(2) : Durations.parse(timeout);
    }

    // Beyond what the pod allows in any case; SpecProblems says so.
    private static int bytes(Quantity size) {
        return Quantity.getAmountInBytes(size)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    private static PodSettings.SloTargets slo(Slo slo, PodSettings.SloTargets base) {
        return new PodSettings.SloTargets(
                base.availabilityTarget(),
                slo.latency().thresholdDuration(),
                base.errorRateMax(),
                slo.inferenceLatency().thresholdDuration(),
                slo.confidence().threshold(),
                base.latencyTarget(),
                base.inferenceTarget(),
                base.confidenceTarget());
    }

    private static PodSettings.Tracing tracing(String name, Observability wanted, PodSettings.Tracing base) {
        String endpoint = wanted.tracing().endpoint();
        String logs = wanted.logging().exporter().wire();
        if (endpoint == null) {
            return new PodSettings.Tracing(name, "none", base.endpoint(), base.sampler(), base.samplerArgument(), logs);
        }
        return new PodSettings.Tracing(
                name,
                "otlp",
                endpoint,
                "parentbased_traceidratio",
                wanted.tracing().samplingRatio(),
                logs);
    }
}
