/// The operator's own `/livez`, `/readyz` and `/metrics`.
@NullMarked
package io.inferencegateway.operator.management;

import org.jspecify.annotations.NullMarked;
