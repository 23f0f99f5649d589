package io.inferencegateway.pod.predict;

import java.util.List;

/// The loaded model, as answers, metrics, logs and `/readyz` name it.
///
/// @param name display name
/// @param version display version
/// @param digest `sha256:` and 64 hexadecimal digits of the file
/// @param device `cpu` or `cuda`: what it really runs on
/// @param sizeBytes size of the file
/// @param labels class names, in the order of the output
/// @param preprocessing how pictures become its input
public record ModelInfo(
        String name,
        String version,
        String digest,
        String device,
        long sizeBytes,
        List<String> labels,
        Preprocessing preprocessing) {
    public ModelInfo {
        labels = List.copyOf(labels);
    }
}
