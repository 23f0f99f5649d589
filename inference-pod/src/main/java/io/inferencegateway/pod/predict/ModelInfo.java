package io.inferencegateway.pod.predict;

import java.util.List;

/// The loaded model, as answers, metrics, logs and `/readyz` name it.
///
/// @param name display name
/// @param version display version
/// @param digest `sha256:` and 64 hexadecimal digits of the file
/// @param device `cpu` or `cuda`: what it really runs on
/// @param sizeBytes size of the file
/// @param tensors what it takes and gives as tensors
/// @param images what `/predict` can do with it
public record ModelInfo(
        String name, String version, String digest, String device, long sizeBytes, TensorUse tensors, ImageUse images) {
    /// The version as a header of an answer: a card's version is free text, a header is not.
    public String versionInHeaders() {
        char[] visible = version.toCharArray();
        for (int i = 0; i < visible.length; i++) {
            if (visible[i] < '!' || visible[i] > '~') {
                visible[i] = '_';
            }
        }
        return new String(visible);
    }

    /// Class names in the order of the output; none where the model is no image classifier.
    public List<String> labels() {
        return images instanceof ImageUse.Classifier classifier ? classifier.labels() : List.of();
    }
}
