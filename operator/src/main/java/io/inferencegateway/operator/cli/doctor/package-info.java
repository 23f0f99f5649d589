/// What `igw doctor` looks at: the cluster, and what a gateway may need of it.
@NullMarked
package io.inferencegateway.operator.cli.doctor;

import org.jspecify.annotations.NullMarked;
