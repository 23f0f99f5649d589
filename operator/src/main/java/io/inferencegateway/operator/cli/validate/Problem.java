package io.inferencegateway.operator.cli.validate;

/// One reason why a document is refused, in the API server's words.
///
/// @param path the field, such as `spec.device`; empty for the whole document
/// @param message what is wrong with it
/// @param hidesRules whether the API server skips the CEL rules because of it: they may rely on types and required
/// fields
public record Problem(String path, String message, boolean hidesRules) {
    static Problem of(String path, String message) {
        return new Problem(path, message, false);
    }

    /// Path and message as one line.
    public String text() {
        return path.isEmpty() ? message : path + ": " + message;
    }

    boolean isAtOrBelow(String other) {
        return path.equals(other) || other.isEmpty() || path.startsWith(other + ".") || path.startsWith(other + "[");
    }
}
