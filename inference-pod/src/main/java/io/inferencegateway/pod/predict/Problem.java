package io.inferencegateway.pod.predict;

import java.time.Duration;

/// Why a prediction was not made. Every door answers each case once, by an exhaustive `switch`.
public sealed interface Problem {
    /// One sentence for the client: what is wrong and, where it helps, what to do.
    String message();

    /// The request cannot be understood. `code` is the error code of the answer.
    record BadRequest(String code, String message) implements Problem {}

    record UnknownModel(String message) implements Problem {}

    /// The body or the picture is larger than this pod takes.
    record TooLarge(String message) implements Problem {}

    /// A content type this pod does not read.
    record Unsupported(String message) implements Problem {}

    /// No valid API key came with the request.
    record Unauthenticated(String message) implements Problem {}

    /// Shed: the queue is full.
    record Overloaded(String message, Duration retryAfter) implements Problem {}

    /// The deadline passed before the answer was there.
    record DeadlinePassed(String message) implements Problem {}

    /// The engine or our own code failed; the cause is for the log, never for the client.
    record EngineFailed(String message, Throwable cause) implements Problem {}

    /// No model is loaded.
    record NotReady(String message) implements Problem {}
}
