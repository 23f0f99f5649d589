/// The Open Inference Protocol over gRPC; the only room that knows gRPC and its messages.
@NullMarked
package io.inferencegateway.pod.grpc;

import org.jspecify.annotations.NullMarked;
