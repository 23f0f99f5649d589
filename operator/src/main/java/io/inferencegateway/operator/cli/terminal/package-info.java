/// What the commands write to a person who watches, and to nobody else.
@NullMarked
package io.inferencegateway.operator.cli.terminal;

import org.jspecify.annotations.NullMarked;
