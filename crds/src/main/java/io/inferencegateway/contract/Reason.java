package io.inferencegateway.contract;

/// Reasons of the conditions. They are API: never renamed; messages may be reworded.
public enum Reason {
    ACCEPTED("Accepted", "The spec is being carried out."),
    ROLLOUT_FROZEN(
            "RolloutFrozen",
            "The spec is carried out but for its new model or image, which waits for error budget (spec.slo.errorBudgetPolicy)."),
    INVALID_SPEC("InvalidSpec", "The spec cannot be carried out; the resources of the last good one are kept."),
    REFERENCE_NOT_FOUND(
            "ReferenceNotFound",
            "A Secret, ConfigMap or PersistentVolumeClaim that the spec names, or a key of it, does not exist; the resources of the last good spec are kept."),
    NAME_CONFLICT("NameConflict", "An object that the gateway needs exists and belongs to somebody else."),
    KIND_NOT_SERVED(
            "KindNotServed",
            "The spec asks for an object of a kind that the cluster does not have; everything else is carried out."),
    REFUSED("Refused", "The API server refused to write or delete an object; its words are in the message."),
    RECONCILIATION_FAILED(
            "ReconciliationFailed",
            "The operator cannot finish its work on the gateway; what keeps it from it is in the message."),

    AVAILABLE("Available", "As many pods are ready as were asked for."),
    SCALED_TO_ZERO("ScaledToZero", "replicas is 0."),
    PODS_STARTING("PodsStarting", "Pods are being created or are starting."),
    PODS_UNHEALTHY("PodsUnhealthy", "A pod cannot start; the first failing container's words are in the message."),

    MODEL_LOADED("ModelLoaded", "The pods have loaded the model."),
    LOADING("Loading", "A pod is loading the model."),
    DOWNLOADING("Downloading", "A pod is downloading the model."),
    DOWNLOAD_FAILED(
            "DownloadFailed",
            "The model cannot be downloaded; the pod's words are in the message. It goes on trying, unless the model is too large."),
    DIGEST_MISMATCH("DigestMismatch", "The model has another digest than the spec says; it was not loaded."),
    LOAD_FAILED("LoadFailed", "The model cannot be loaded; the pod's words are in the message."),
    SELF_TEST_FAILED("SelfTestFailed", "The model does not classify the picture of the self-test as it should."),
    UNKNOWN("Unknown", "No pod has said anything yet."),

    MONITORING_CONFIGURED("Configured", "The monitoring objects are in place, and a Prometheus selects them."),
    MONITORING_DISABLED("Disabled", "Monitoring is switched off in the spec."),
    CRD_MISSING("CRDMissing", "The cluster lacks a kind of the Prometheus Operator that the gateway needs."),
    NOT_SELECTED("NotSelected", "No Prometheus selects the monitoring objects; the message names the missing label."),
    NOT_ALLOWED("NotAllowed", "The Prometheus that selects them has no right to discover the pods."),
    NOT_ACCEPTED(
            "NotAccepted",
            "The Prometheus Operator does not take up a monitoring object; its words are in the message."),
    LABELS_OVERRIDDEN("LabelsOverridden", "The Prometheus that selects them renames the pods' labels."),
    NOT_VERIFIED("NotVerified", "The objects are in place; whether a Prometheus selects them cannot be seen."),

    MET("Met", "Every objective has error budget left, and none burns too fast."),
    BURNING("Burning", "A burn-rate alert fires; the budget is not gone yet."),
    BUDGET_EXHAUSTED("BudgetExhausted", "An objective has no error budget left."),
    INSUFFICIENT_DATA("InsufficientData", "Prometheus has seen less than a tenth of an objective's window, or none."),
    PROMETHEUS_NOT_CONFIGURED("PrometheusNotConfigured", "The operator was given no Prometheus to ask."),
    PROMETHEUS_UNAVAILABLE(
            "PrometheusUnavailable", "Prometheus gives the operator no usable answer; what it says is in the message."),

    CRITERIA_MET("CriteriaMet", "Every criterion of the last assessment is met."),
    CRITERIA_NOT_MET("CriteriaNotMet", "Criteria of the last assessment are not met; the message names them."),
    PARTLY_ASSESSED("PartlyAssessed", "No criterion of the last assessment failed, but not every one could be seen."),
    ASSESSMENT_OUTDATED("AssessmentOutdated", "The spec has changed since the last assessment."),

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
