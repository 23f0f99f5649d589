package io.inferencegateway.operator.cli.validate;

import java.io.IOException;

/// What was named cannot be read at all: nobody knows whether it is right or wrong.
public final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
