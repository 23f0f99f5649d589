package io.inferencegateway.contract.wire;

import java.util.Arrays;
import java.util.Optional;

/// Where a pod is with its model, and why it stopped there: the field `reason` of an unready pod's `/readyz`, and in
/// the same words the reason of the gateway's `ModelLoaded` condition.
public enum ModelPhase {
    LOADING("Loading", false),
    DOWNLOADING("Downloading", false),
    DOWNLOAD_FAILED("DownloadFailed", true),
    DIGEST_MISMATCH("DigestMismatch", true),
    LOAD_FAILED("LoadFailed", true),
    SELF_TEST_FAILED("SelfTestFailed", true);

    private final String text;
    private final boolean failed;

    ModelPhase(String text, boolean failed) {
        this.text = text;
        this.failed = failed;
    }

    public String text() {
        return text;
    }

    /// Whether somebody has to help, as opposed to wait.
    public boolean failed() {
        return failed;
    }

    /// The phase of that text, if there is one: a pod of another release may know others.
    public static Optional<ModelPhase> of(String text) {
        return Arrays.stream(values()).filter(phase -> phase.text.equals(text)).findFirst();
    }
}
