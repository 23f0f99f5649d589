/// The inference engine; the only room that knows ONNX Runtime.
@NullMarked
package io.inferencegateway.pod.runtime;

import org.jspecify.annotations.NullMarked;
