package io.inferencegateway.pod.source;

import org.jspecify.annotations.Nullable;

/// One attempt to download a model has failed; the message is a sentence that says what to do.
final class DownloadException extends Exception {
    private final Trouble trouble;

    DownloadException(Trouble trouble, String message) {
        this(trouble, message, null);
    }

    DownloadException(Trouble trouble, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
