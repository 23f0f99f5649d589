package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/// `spec.runtime.upgradePolicy`: what a newer operator does to the pods of a gateway that runs.
public enum UpgradePolicy {
    @JsonProperty("Manual")
    MANUAL,
    @JsonProperty("Auto")
    AUTO
}
