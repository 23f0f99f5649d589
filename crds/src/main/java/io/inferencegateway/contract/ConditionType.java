package io.inferencegateway.contract;

/// Types of the conditions in `status.conditions`. They are API: never renamed.
public enum ConditionType {
    READY("Ready", "Sum of Accepted, Available and ModelLoaded; what `kubectl wait`, Argo CD and Flux look at."),
    ACCEPTED("Accepted", "The spec can be carried out."),
    AVAILABLE("Available", "Enough pods are ready."),
    MODEL_LOADED("ModelLoaded", "The pods have loaded the model."),
    MONITORING_READY(
            "MonitoringReady", "A Prometheus selects the ServiceMonitor and the rules, and may discover the pods."),
    SLO_MET(
            "SLOMet",
            "Every objective has error budget left and none burns too fast, as Prometheus says; never part of Ready."),
    OBSERVABILITY_READY(
            "ObservabilityReady",
            "Present once `igw assess --write-status` has been run: every criterion of the assessment is met; never part of Ready."),
    RECONCILING(
            "Reconciling",
            "Present, and True, only while the operator or the cluster is still working towards the spec."),
    STALLED("Stalled", "Present, and True, only while the operator cannot get on without somebody's help.");

    private final String text;
    private final String meaning;

    ConditionType(String text, String meaning) {
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
