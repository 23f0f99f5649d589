package io.inferencegateway.pod.oip;

/// Bytes that the tensors of one request may still have.
final class Allowance {
    private final int whole;
    private int left;

    Allowance(int bytes) {
        this.whole = bytes;
        this.left = bytes;
    }

    int left() {
        return left;
    }

    /// @throws io.inferencegateway.pod.predict.ProblemException `TooLarge` when it is not enough
    void use(long bytes) {
        if (bytes > left) {
            throw Refused.tooLarge(whole);
        }
        left -= (int) bytes;
    }
}
