package io.inferencegateway.contract.wire;

import java.util.Locale;

/// What a pod does with a prediction that would miss its deadline; `ADMISSION` of the pod.
public enum AdmissionMode {
    /// Answers 503 on arrival.
    ENFORCE,
    /// Takes it, and counts what `ENFORCE` would have answered 503.
    OBSERVE,
    /// Takes it: only the queue's bound and the deadline itself hold.
    OFF;

    /// The value as written in settings.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
