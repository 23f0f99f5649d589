/// What `igw check` looks at: an installed operator and the definition beside it.
@NullMarked
package io.inferencegateway.operator.cli.check;

import org.jspecify.annotations.NullMarked;
