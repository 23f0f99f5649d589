/// The objectives of a gateway as documents of other SLO tools, with the expressions of our own rules. Pure; knows no
/// Kubernetes.
@NullMarked
package io.inferencegateway.operator.export;

import org.jspecify.annotations.NullMarked;
