package io.inferencegateway.contract.wire;

/// Names of the objectives: the label `slo` of the operator's rules, and what a pod calls them at `/slo`.
public final class ObjectiveNames {
    public static final String AVAILABILITY = "availability";
    public static final String LATENCY = "latency";
    public static final String INFERENCE_LATENCY = "inference-latency";
    public static final String CONFIDENCE = "confidence";

    private ObjectiveNames() {}
}
