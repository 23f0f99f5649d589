package io.inferencegateway.operator.status;

import io.inferencegateway.operator.slo.BudgetFigures;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What Prometheus says about the error budgets of a gateway.
public sealed interface BudgetAnswer {
    /// The operator was given no Prometheus.
    record NotConfigured() implements BudgetAnswer {}

    /// No answer has come since the operator started, and it is too early to complain: the status stays as it is.
    record Pending() implements BudgetAnswer {}

    /// Prometheus gives no usable answer, and has given none for a while.
    ///
    /// @param why in words that stay the same while the trouble does
    /// @param lastAnswer when the last one came; empty when none has since the operator started
    record Unavailable(String why, Optional<Instant> lastAnswer) implements BudgetAnswer {}

    /// Figures by objective; none of a gateway whose rules Prometheus does not have.
    record Known(Map<String, BudgetFigures> objectives) implements BudgetAnswer {
        public Known {
            objectives = Map.copyOf(objectives);
        }
    }
}
