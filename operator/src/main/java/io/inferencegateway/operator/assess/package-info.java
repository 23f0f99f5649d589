/// The lab's observability readiness assessment as checks: a table of 29 criteria, each judged by evidence of one
/// gateway. Pure; the evidence is gathered by `cli.assess`.
@NullMarked
package io.inferencegateway.operator.assess;

import org.jspecify.annotations.NullMarked;
