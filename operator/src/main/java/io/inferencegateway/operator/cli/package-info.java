/// The `igw` command line: the operator's own code, without a cluster.
@NullMarked
package io.inferencegateway.operator.cli;

import org.jspecify.annotations.NullMarked;
