package io.inferencegateway.operator.assess;

/// How a criterion stands.
public sealed interface Result {
    /// What was seen, or what is amiss, or why nothing can be said; one line for people.
    String words();

    /// It holds.
    record Met(String words) implements Result {}

    /// It does not hold.
    record NotMet(String words) implements Result {}

    /// It could not be seen from where the assessment was made, or another criterion has to be met first.
    record NotChecked(String words) implements Result {}
}
