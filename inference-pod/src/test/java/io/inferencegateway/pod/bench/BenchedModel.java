package io.inferencegateway.pod.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.inferencegateway.pod.model.ModelCard;
import io.inferencegateway.pod.model.ModelStore;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.Pipeline;
import java.util.Optional;

/// A model as ONNX Runtime is best called: narrow, where every thread runs on its own core, and wide, where one run
/// has all cores and its threads spin between the parts of it, as ONNX Runtime does by itself.
///
/// @param classifier what the pipeline must know of it
record BenchedModel(
        OrtEnvironment environment, OrtSession narrow, OrtSession wide, int classes, ImageUse.Classifier classifier) {
    private static final long MAX_PIXELS = 20_000_000;

    /// @param file path of an image classifier that has its labels and preprocessing in it
    /// @param cores of a wide run; with one there is one session for both
    static BenchedModel load(String file, int cores) throws OrtException {
        var environment = OrtEnvironment.getEnvironment("benchmark");
        var narrow = open(environment, file, 1);
        NodeInfo output = narrow.getOutputInfo().values().iterator().next();
        int classes = (int) ((TensorInfo) output.getInfo()).getShape()[1];
        var card = ModelCard.of(
                narrow.getMetadata().getCustomMetadata(),
                ModelStore.load("file://" + file, Optional.empty(), Optional.empty()));
        var classifier = new ImageUse.Classifier(
                card.labels().orElseThrow().names(), card.preprocessing().orElseThrow());
        var wide = cores == 1 ? narrow : open(environment, file, cores);
        return new BenchedModel(environment, narrow, wide, classes, classifier);
    }

    private static OrtSession open(OrtEnvironment environment, String file, int threads) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return environment.createSession(file, options);
    }

    PinnedRun run(boolean wider) throws OrtException {
        return PinnedRun.of(
                environment, wider ? wide : narrow, classifier.preprocessing().crop(), classes);
    }

    Pipeline pipeline(PinnedRun run) {
        return new Pipeline(classifier, run, MAX_PIXELS);
    }
}
