/// What `igw load` does: requests at a constant rate, their latencies, and a verdict by the gateway's own objectives.
@NullMarked
package io.inferencegateway.operator.cli.load;

import org.jspecify.annotations.NullMarked;
