package io.inferencegateway.operator.status;

import io.inferencegateway.contract.Reason;

/// The outcome of one check: what a condition says, without its times.
record Finding(String status, Reason reason, String message) {
    private static final String TRUE = "True";
    private static final String FALSE = "False";
    private static final String UNKNOWN = "Unknown";

    static Finding yes(Reason reason, String message) {
        return new Finding(TRUE, reason, message);
    }

    static Finding no(Reason reason, String message) {
        return new Finding(FALSE, reason, message);
    }

    static Finding unknown(Reason reason, String message) {
        return new Finding(UNKNOWN, reason, message);
    }

    boolean isYes() {
        return status.equals(TRUE);
    }
}
