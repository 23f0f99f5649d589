package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.inferencegateway.contract.Durations;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Observability;
import io.inferencegateway.contract.Slo;
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
        String name = Names.of(gateway);
        return new PodSettings(
                name,
                base.serviceVersion(),
                spec.observability().environment().wire(),
                spec.observability().logging().level(),
                base.host(),
                Endpoints.API_PORT,
                Endpoints.MANAGEMENT_PORT,
                Endpoints.METRICS,
                base.workers(),
                Optional.of(Names.model(gateway)),
                model.storageUri(),
                Optional.ofNullable(model.version()),
                Optional.ofNullable(model.digest()),
                spec.device().wire(),
                base.loading(),
                base.modelBatchSize(),
                requestTimeout(gateway),
                base.admission(),
                spec.overload().maxQueueSize(),
                bytes(spec.overload().maxRequestSize()),
                base.edge(),
                slo(spec.slo(), base.slo()),
                tracing(name, spec.observability().tracing(), base.tracing()));
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
                slo.confidence().threshold());
    }

    private static PodSettings.Tracing tracing(String name, Observability.Tracing wanted, PodSettings.Tracing base) {
        String endpoint = wanted.endpoint();
        if (endpoint == null) {
            return new PodSettings.Tracing(
                    name, "none", base.endpoint(), base.sampler(), base.samplerArgument(), base.logsExporter());
        }
        return new PodSettings.Tracing(
                name, "otlp", endpoint, "parentbased_traceidratio", wanted.samplingRatio(), base.logsExporter());
    }
}
