/// What a gateway should own, as pure functions of the resource: one class per Kubernetes noun, `Desired` is their
/// list.
@NullMarked
package io.inferencegateway.operator.desired;

import org.jspecify.annotations.NullMarked;
