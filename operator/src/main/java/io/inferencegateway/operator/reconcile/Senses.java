package io.inferencegateway.operator.reconcile;

import io.inferencegateway.operator.events.Events;
import io.inferencegateway.operator.prometheus.Budgets;
import io.inferencegateway.operator.status.PodAnswer;
import java.util.function.Function;

/// What the loop asks and tells besides the API server's objects.
///
/// @param readyz asks the pod at an address about its model
/// @param budgets what Prometheus says
/// @param events for people to read
public record Senses(Function<String, PodAnswer> readyz, Budgets budgets, Events events) {}
