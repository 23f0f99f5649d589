package io.inferencegateway.pod.predict;

/// Leaves a step of a prediction early; caught at the door that answers. Has no stack trace: it is a way out, not a
/// bug.
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
