package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;

/// What is wrong with a request, as the exception that leads to its answer.
final class Refused {
    private Refused() {}

    static ProblemException invalid(String why) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", why));
    }

    static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(new Problem.TooLarge(
                "The tensors of the request are larger than %d bytes; send less at a time".formatted(maxBytes)));
    }
}
