package io.inferencegateway.pod.source;

import java.util.Locale;

/// Why a download failed: the values of the label `result` beside `success` and `cached`, and what is done about it.
enum Trouble {
    /// The source does not answer: name, connection, time.
    UNREACHABLE(Retry.SOON),
    /// The connection ended in the middle, or no more bytes came.
    CUT(Retry.SOON),
    /// The source says it cannot now: 5xx, 429.
    SERVER_ERROR(Retry.SOON),
    NOT_FOUND(Retry.LATER),
    DENIED(Retry.LATER),
    /// Its certificate is not signed by anybody who is trusted.
    UNTRUSTED(Retry.LATER),
    /// It answers with something that is no model to us: a redirection to plain HTTP, an artifact without a model.
    UNUSABLE(Retry.LATER),
    DISK(Retry.LATER),
    TOO_LARGE(Retry.NEVER),
    DIGEST_MISMATCH(Retry.NEVER);

    /// What may help.
    enum Retry {
        /// Time: with backoff.
        SOON,
        /// Somebody, who need not restart the pod afterwards: once a minute.
        LATER,
        /// Another spec: the same bytes would come again, all of them.
        NEVER
    }

    private final Retry retry;

    Trouble(Retry retry) {
        this.retry = retry;
    }

    Retry retry() {
        return retry;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
