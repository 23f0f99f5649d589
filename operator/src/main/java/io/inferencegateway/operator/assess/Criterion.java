package io.inferencegateway.operator.assess;

import java.util.function.Function;

/// One row of the assessment.
///
/// @param id never renamed
/// @param title what must hold
/// @param evidence by what it is judged
/// @param why it matters
/// @param mend what to do when it does not hold
/// @param command shows what is looked at; `NAME`, `NAMESPACE` and `URL` stand for the gateway's
/// @param check judges the evidence
public record Criterion(
        String id,
        Group group,
        String title,
        String evidence,
        String why,
        String mend,
        String command,
        Function<Evidence, Result> check) {}
