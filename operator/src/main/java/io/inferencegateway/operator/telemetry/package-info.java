/// Spans of what the operator does, by OpenTelemetry: the only room that knows it.
@NullMarked
package io.inferencegateway.operator.telemetry;

import org.jspecify.annotations.NullMarked;
