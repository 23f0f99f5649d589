package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Result;

/// A way to tell an assessment.
@FunctionalInterface
public interface Report {
    /// The whole text, with an end of line.
    String of(Assessment assessment, Subject subject);

    /// How a result is called.
    static String word(Result result) {
        return switch (result) {
            case Result.Met met -> "met";
            case Result.NotMet notMet -> "not met";
            case Result.NotChecked notChecked -> "not checked";
        };
    }
}
