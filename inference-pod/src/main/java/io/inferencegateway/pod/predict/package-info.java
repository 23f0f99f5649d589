/// From the bytes of a request to its answer: the steps, the values between them and the ways they can end.
@NullMarked
package io.inferencegateway.pod.predict;

import org.jspecify.annotations.NullMarked;
