package io.inferencegateway.pod.model;

import java.util.Optional;

/// A model file in memory, with what lies beside it.
///
/// @param content the ONNX file
/// @param digest `sha256:` and 64 hexadecimal digits
/// @param card text of the `model-card.json` beside the file
public record ModelFile(byte[] content, String digest, Optional<String> card) {}
