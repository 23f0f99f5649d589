/// From what is observed to what the user is told: one pure check per condition.
@NullMarked
package io.inferencegateway.operator.status;

import org.jspecify.annotations.NullMarked;
