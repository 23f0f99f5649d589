package io.inferencegateway.contract.wire;

import java.util.List;

/// Thrown when settings cannot be used: carries every problem, not just the first, so that one restart mends all.
public final class InvalidSettings extends RuntimeException {
    private final List<String> problems;

    public InvalidSettings(List<String> problems) {
        super("invalid settings: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /// One sentence per setting, each naming the variable, the value and what is allowed.
    public List<String> problems() {
        return problems;
    }
}
