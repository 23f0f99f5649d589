/// What `igw assess` does besides judging: the doors to pod, cluster and Prometheus, and the reports.
@NullMarked
package io.inferencegateway.operator.cli.assess;

import org.jspecify.annotations.NullMarked;
