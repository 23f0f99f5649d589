/// The operator's log: one JSON object per line, in the lab's fields.
@NullMarked
package io.inferencegateway.operator.logging;

import org.jspecify.annotations.NullMarked;
