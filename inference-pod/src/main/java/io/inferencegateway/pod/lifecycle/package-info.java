/// What the pod is ready for, and its end.
@NullMarked
package io.inferencegateway.pod.lifecycle;

import org.jspecify.annotations.NullMarked;
