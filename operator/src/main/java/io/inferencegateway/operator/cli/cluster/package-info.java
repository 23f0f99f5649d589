/// The cluster as the commands reach it: which one, and what its API server answers.
@NullMarked
package io.inferencegateway.operator.cli.cluster;

import org.jspecify.annotations.NullMarked;
