package io.inferencegateway.pod.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.inferencegateway.pod.predict.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a session takes and gives, in the pod's own words.
final class Signatures {
    /// The Java type would be the same for signed and unsigned numbers.
    private static final String PREFIX = "ONNX_TENSOR_ELEMENT_DATA_TYPE_";

    private Signatures() {}

    static Signature of(OrtSession session) throws OrtException {
        return new Signature(tensors(session.getInputInfo()), tensors(session.getOutputInfo()));
    }

    private static List<Signature.Tensor> tensors(Map<String, NodeInfo> nodes) {
        return nodes.values().stream().map(Signatures::tensor).toList();
    }

    /// The element type in the words of ONNX: `FLOAT`, `UINT16`, ….
    static String name(TensorInfo tensor) {
        return tensor.onnxType.name().substring(PREFIX.length());
    }

    private static Signature.Tensor tensor(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            var shape = Arrays.stream(tensor.getShape()).boxed().toList();
            return new Signature.Tensor(node.getName(), name(tensor), shape);
        }
        String type = node.getInfo() instanceof SequenceInfo ? "SEQUENCE" : "MAP";
        return new Signature.Tensor(node.getName(), type, List.of());
    }
}
