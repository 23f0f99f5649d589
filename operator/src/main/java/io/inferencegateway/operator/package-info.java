/// The operator: wiring and settings.
@NullMarked
package io.inferencegateway.operator;

import org.jspecify.annotations.NullMarked;
