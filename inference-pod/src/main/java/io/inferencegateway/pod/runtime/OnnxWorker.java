package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtEnvironment;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Signature;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One worker's side of a session.
final class OnnxWorker implements Engine.Worker {
    private final OrtEnvironment environment;
    private final Sessions sessions;
    private final Runnable release;
    private final Signature signature;
    private final OnnxTensors tensors;
    private @Nullable OnnxPictures pictures;

    /// @param release gives back the sessions; the tensors are closed before
    OnnxWorker(OrtEnvironment environment, Sessions sessions, Runnable release, Signature signature) {
        this.environment = environment;
        this.sessions = sessions;
        this.release = release;
        this.signature = signature;
        this.tensors = new OnnxTensors(environment, sessions);
    }

    @Override
    public Pipeline.Run pictures(int side, int classes) {
        var opened = new OnnxPictures(
                environment,
                sessions,
                signature.inputs().getFirst().name(),
                signature.outputs().getFirst().name(),
                side,
                classes);
        pictures = opened;
        return opened;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs, Steps steps) {
        return tensors.run(inputs, outputs, steps);
    }

    @Override
    public List<List<Tensor>> runTogether(List<List<Tensor>> requests, List<String> outputs, Steps steps) {
        return tensors.runTogether(requests, outputs, steps);
    }

    @Override
    public void close() {
        if (pictures != null) {
            pictures.close();
        }
        release.run();
    }
}
