/// The queue in front of the engine and the platform threads that work it off.
@NullMarked
package io.inferencegateway.pod.batch;

import org.jspecify.annotations.NullMarked;
