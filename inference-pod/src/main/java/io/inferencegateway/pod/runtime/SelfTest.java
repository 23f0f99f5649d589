package io.inferencegateway.pod.runtime;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Unseen;
import io.inferencegateway.pod.predict.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The golden picture: a model with wrong preprocessing, wrong labels or a broken device answers every request, and
/// wrongly. A pod with a self-test is not ready before each worker has classified a known picture as it should.
public final class SelfTest {
    private final PodSettings.SelfTest expected;
    private final Picture picture;
    private final List<String> labels;

    private SelfTest(PodSettings.SelfTest expected, Picture picture, List<String> labels) {
        this.expected = expected;
        this.picture = picture;
        this.labels = labels;
    }

    /// Reads the picture.
    ///
    /// @param labels the model's class names
    /// @throws ModelLoadException when it is not there, or the model has no such class
    public static SelfTest of(PodSettings.SelfTest expected, List<String> labels) {
        if (expected.expectClass() >= labels.size()) {
            throw new ModelLoadException(
                    ModelPhase.SELF_TEST_FAILED,
                    "self-test: SELF_TEST_EXPECT_CLASS is %d, but the model has %d classes"
                            .formatted(expected.expectClass(), labels.size()));
        }
        try {
            return new SelfTest(expected, Picture.of(Files.readAllBytes(Path.of(expected.imageFile()))), labels);
        } catch (IOException unreadable) {
            throw new ModelLoadException(
                    ModelPhase.SELF_TEST_FAILED,
                    "self-test: cannot read SELF_TEST_IMAGE_FILE: " + unreadable,
                    unreadable);
        }
    }

    /// @throws ModelLoadException saying what was expected and what came
    public void check(Pipeline pipeline) {
        for (var width : Width.values()) {
            check(pipeline, width);
        }
    }

    private void check(Pipeline pipeline, Width width) {
        try {
            var best = pipeline.predict(picture, new Unseen(width)).best();
            if (best.id() != expected.expectClass() || !(best.confidence() >= expected.minConfidence())) {
                throw new ModelLoadException(ModelPhase.SELF_TEST_FAILED, wrong(best));
            }
        } catch (ProblemException failed) {
            throw new ModelLoadException(
                    ModelPhase.SELF_TEST_FAILED,
                    "self-test: %s cannot be classified: %s".formatted(expected.imageFile(), failed.getMessage()),
                    failed);
        }
    }

    private String wrong(Prediction.ClassScore best) {
        return String.format(
                Locale.ROOT,
                "self-test: %s must be class %d ('%s') with a confidence of at least %s, but the model says class %d ('%s') "
                        + "with %.4f",
                expected.imageFile(),
                expected.expectClass(),
                labels.get(expected.expectClass()),
                expected.minConfidence(),
                best.id(),
                best.name(),
                best.confidence());
    }
}
