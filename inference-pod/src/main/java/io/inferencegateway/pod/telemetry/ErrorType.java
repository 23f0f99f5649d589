package io.inferencegateway.pod.telemetry;

import io.inferencegateway.pod.predict.Problem;

/// Values of the label `error_type`: a closed set, one for each kind of problem, named as the lab's exceptions.
public enum ErrorType {
    INVALID_INPUT("InvalidInputError"),
    UNKNOWN_MODEL("UnknownModelError"),
    TOO_LARGE("PayloadTooLargeError"),
    UNSUPPORTED("UnsupportedMediaTypeError"),
    UNAUTHENTICATED("UnauthenticatedError"),
    MALFORMED("MalformedRequestError"),
    SLOW_CLIENT("SlowClientError"),
    UNAVAILABLE("ServiceUnavailableError"),
    DEADLINE("DeadlineExceededError"),
    INFERENCE("InferenceError"),
    NOT_LOADED("ModelNotLoadedError"),
    UNEXPECTED("UnexpectedError");

    private final String label;

    ErrorType(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// The type of a problem.
    public static ErrorType of(Problem problem) {
        return switch (problem) {
            case Problem.BadRequest _ -> INVALID_INPUT;
            case Problem.UnknownModel _ -> UNKNOWN_MODEL;
            case Problem.TooLarge _ -> TOO_LARGE;
            case Problem.Unsupported _ -> UNSUPPORTED;
            case Problem.Unauthenticated _ -> UNAUTHENTICATED;
            case Problem.Overloaded _ -> UNAVAILABLE;
            case Problem.DeadlinePassed _ -> DEADLINE;
            case Problem.EngineFailed _ -> INFERENCE;
            case Problem.NotReady _ -> NOT_LOADED;
        };
    }
}
