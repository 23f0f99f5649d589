package io.inferencegateway.pod.predict;

/// Leaves a step early with a [Problem]. It is an ending that is expected, so it carries no stack trace.
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
