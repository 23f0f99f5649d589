package io.inferencegateway.operator.cli.doctor;

/// What a look at one thing has found.
///
/// @param seen what is there, or what is not, as a clause
/// @param advice what to do about it; empty when nothing is to be done
record Found(State state, String seen, String advice) {
    static Found ok(String seen) {
        return new Found(State.OK, seen, "");
    }

    static Found missing(String seen, String advice) {
        return new Found(State.MISSING, seen, advice);
    }

    static Found notAllowed(String seen, String advice) {
        return new Found(State.NOT_ALLOWED, seen, advice);
    }
}
