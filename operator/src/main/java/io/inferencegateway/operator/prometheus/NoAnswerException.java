package io.inferencegateway.operator.prometheus;

/// Prometheus gave no usable answer. The message is shown to users: the same trouble has the same words.
final class NoAnswerException extends Exception {
    /// Why; the label `reason` of the operator's error counter.
    enum Kind {
        UNREACHABLE,
        TIMEOUT,
        /// 401, 403, or a redirect to a login.
        DENIED,
        /// Any other status than 200, with Prometheus' own words.
        FAILED,
        /// Not what Prometheus' API answers.
        UNREADABLE,
        /// Some of the data was not to be had.
        PARTIAL,
        /// A file that a setting names cannot be used.
        MISCONFIGURED
    }

    private final Kind kind;

    NoAnswerException(Kind kind, String words) {
        super(words);
        this.kind = kind;
    }

    NoAnswerException(Kind kind, String words, Throwable cause) {
        super(words, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
