package io.inferencegateway.pod.predict;

import java.time.Duration;

/// Every way a request can end without a prediction. The two doors (HTTP and gRPC) turn it into a status with one
/// exhaustive `switch`, so a new case does not compile until it is answered.
public sealed interface Problem {

    /// What is shown to the client; it never holds anything of the pod's inside.
    String message();

    /// The input itself is wrong.
    ///
    /// @param code the machine-readable code of the body, `INVALID_INPUT` or more exact
    record BadRequest(String code, String message) implements Problem {}

    /// There is no such model or version here.
    record UnknownModel(String message) implements Problem {}

    /// More bytes or pixels than are allowed.
    record TooLarge(String message) implements Problem {}

    /// A content type or a feature this pod does not speak.
    record Unsupported(String message) implements Problem {}

    /// Shed: it could not have been answered in time.
    ///
    /// @param retryAfter when to come again
    record Overloaded(String message, Duration retryAfter) implements Problem {}

    /// The deadline passed before the work was done.
    record DeadlinePassed(String message) implements Problem {}

    /// The engine failed; the cause is for the log and the span, not for the client.
    record EngineFailed(String message, Throwable cause) implements Problem {}

    /// The model is not loaded yet, or the pod is draining.
    record NotReady(String message) implements Problem {}
}
