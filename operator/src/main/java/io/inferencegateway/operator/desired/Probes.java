package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.inferencegateway.contract.wire.Endpoints;
import java.time.Duration;

/// What the kubelet asks a pod, on the management port: predictions that fill the API port cannot get a pod killed.
final class Probes {
    /// A model may take this long to load before the pod is restarted; its download does not count.
    static final Duration LONGEST_START = Duration.ofMinutes(10);

    private Probes() {}

    /// Every second, the shortest period there is: the period adds to every cold start, and the probe ends with it.
    static Probe startup() {
        int period = 1;
        return get(Endpoints.HEALTH_STARTED, period, Math.toIntExact(LONGEST_START.toSeconds()) / period, 1);
    }

    static Probe readiness() {
        return get(Endpoints.HEALTH_READY, 5, 2, 1);
    }

    /// Patient: a restart costs a model load, so only a process that is stuck for half a minute gets one.
    static Probe liveness() {
        return get(Endpoints.HEALTH_LIVE, 10, 3, 5);
    }

    private static Probe get(String path, int periodSeconds, int failures, int timeoutSeconds) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(Endpoints.MANAGEMENT_PORT_NAME)
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withFailureThreshold(failures)
                .withSuccessThreshold(1)
                .withTimeoutSeconds(timeoutSeconds)
                .build();
    }
}
