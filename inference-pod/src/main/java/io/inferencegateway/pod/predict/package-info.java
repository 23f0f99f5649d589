/// The steps of a prediction, as values; knows the JDK only.
@NullMarked
package io.inferencegateway.pod.predict;

import org.jspecify.annotations.NullMarked;
