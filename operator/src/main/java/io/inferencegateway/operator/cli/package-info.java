/// The `igw` command line: the operator's own code without a cluster, and a look at an installed operator.
@NullMarked
package io.inferencegateway.operator.cli;

import org.jspecify.annotations.NullMarked;
