package io.inferencegateway.pod.image;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;

/// The words in which a picture is refused, in one place.
final class Refused {
    private Refused() {}

    static ProblemException notAnImage() {
        return invalid("not a JPEG or PNG image");
    }

    static ProblemException truncated() {
        return invalid("the image is truncated");
    }

    static ProblemException corrupt() {
        return invalid("the image is corrupt");
    }

    static ProblemException unsupported(String what) {
        return invalid(what + " is not supported; convert it to 8-bit RGB");
    }

    static ProblemException invalid(String message) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", message));
    }

    static ProblemException tooLarge(String message) {
        return new ProblemException(new Problem.TooLarge(message));
    }
}
