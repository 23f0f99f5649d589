package io.inferencegateway.contract;

/// Reasons of the conditions. They are API: never renamed; messages may be reworded.
public enum Reason {
    ACCEPTED("Accepted", "The spec is being carried out."),
    INVALID_SPEC("InvalidSpec", "The spec cannot be carried out; the resources of the last good one are kept."),
    REFERENCE_NOT_FOUND(
            "ReferenceNotFound",
            "A Secret or ConfigMap that the spec names, or a key of it, does not exist; the resources of the last good spec are kept."),
    NAME_CONFLICT("NameConflict", "An object that the gateway needs exists and belongs to somebody else."),
    KIND_NOT_SERVED(
            "KindNotServed",
            "The spec asks for an object of a kind that the cluster does not have; everything else is carried out."),
    REFUSED("Refused", "The API server refused an object; its words are in the message."),

    AVAILABLE("Available", "As many pods are ready as were asked for."),
    SCALED_TO_ZERO("ScaledToZero", "replicas is 0."),
    PODS_STARTING("PodsStarting", "Pods are being created or are starting."),
    PODS_UNHEALTHY("PodsUnhealthy", "A pod cannot start; the first failing container's words are in the message."),

    MODEL_LOADED("ModelLoaded", "The pods have loaded the model."),
    LOADING("Loading", "A pod is loading the model."),
    LOAD_FAILED("LoadFailed", "The model cannot be loaded; the pod's words are in the message."),
    UNKNOWN("Unknown", "No pod has said anything yet."),

    MONITORING_CONFIGURED("Configured", "ServiceMonitor and PrometheusRule are in place."),
    MONITORING_DISABLED("Disabled", "Monitoring is switched off in the spec."),
    CRD_MISSING("CRDMissing", "The cluster has no Prometheus Operator."),

    READY("Ready", "The gateway serves."),
    PROGRESSING("Progressing", "The gateway is on its way to ready.");

    private final String text;
    private final String meaning;

    Reason(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    public String text() {
        return text;
    }

    /// One sentence for the reference page.
    public String meaning() {
        return meaning;
    }
}
