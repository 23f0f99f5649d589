/// The one client that asks Prometheus for the error budgets: a thread of its own, one query for all gateways.
@NullMarked
package io.inferencegateway.operator.prometheus;

import org.jspecify.annotations.NullMarked;
