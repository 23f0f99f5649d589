/// A gateway without a cluster: the pod as a child process, with the environment its Deployment would give it.
@NullMarked
package io.inferencegateway.operator.cli.local;

import org.jspecify.annotations.NullMarked;
