/// Kubernetes Events: how the operator tells people what happened to a gateway.
@NullMarked
package io.inferencegateway.operator.events;

import org.jspecify.annotations.NullMarked;
