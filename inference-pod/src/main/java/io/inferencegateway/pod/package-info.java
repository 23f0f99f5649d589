/// The inference server: start, order of parts, stop.
@NullMarked
package io.inferencegateway.pod;

import org.jspecify.annotations.NullMarked;
