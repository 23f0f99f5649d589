package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Steps;
import java.util.concurrent.CompletableFuture;

/// A prediction on its way through the queue.
///
/// @param picture what to classify
/// @param steps sees the steps
/// @param deadline `System.nanoTime()` after which nobody waits for the answer
/// @param answer completed by the worker; cancelled when the client is not waiting any more
record Pending(Picture picture, Steps steps, long deadline, CompletableFuture<Prediction> answer) {
    boolean expired() {
        return answer.isDone() || System.nanoTime() - deadline >= 0;
    }
}
