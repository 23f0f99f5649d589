package io.inferencegateway.contract;

/// Types of the conditions in `status.conditions`. They are API: never renamed.
public enum ConditionType {
    /// Sum of Accepted, Available and ModelLoaded; what `kubectl wait`, Argo CD and Flux look at.
    READY("Ready"),
    /// The spec can be carried out.
    ACCEPTED("Accepted"),
    /// Enough pods are ready.
    AVAILABLE("Available"),
    /// The pods have loaded the model.
    MODEL_LOADED("ModelLoaded"),
    /// ServiceMonitor and PrometheusRule are in place.
    MONITORING_READY("MonitoringReady"),
    /// Present, and True, only while the operator or the cluster is still working towards the spec.
    RECONCILING("Reconciling"),
    /// Present, and True, only while the operator cannot get on without somebody's help.
    STALLED("Stalled");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
