package io.inferencegateway.operator.cli.doctor;

/// How it stands with one thing.
public enum State {
    OK("ok"),
    MISSING("missing"),
    NOT_ALLOWED("not allowed");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /// As a person and a program read it.
    public String word() {
        return word;
    }
}
