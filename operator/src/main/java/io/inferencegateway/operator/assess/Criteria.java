package io.inferencegateway.operator.assess;

import java.util.List;
import java.util.stream.Stream;

/// The table: 29 criteria, in the lab's order.
public final class Criteria {
    public static final List<Criterion> ALL = Stream.of(
                    MetricsCriteria.ALL, LoggingCriteria.ALL, TracingCriteria.ALL, HealthCriteria.ALL, SloCriteria.ALL)
            .flatMap(List::stream)
            .toList();

    private Criteria() {}
}
