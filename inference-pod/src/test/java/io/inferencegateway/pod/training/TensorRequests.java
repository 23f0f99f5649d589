package io.inferencegateway.pod.training;

import io.inferencegateway.pod.grpc.wire.ModelMetadataResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A tensor for the model's only input, in each form the protocol has for it.
final class TensorRequests {
    private String input = "";
    private List<Long> shape = List.of();
    private List<Float> values = List.of();
    private byte[] json = {};
    private byte[] raw = {};

    /// Makes the tensor for this model; an open dimension is 1.
    void learn(ModelMetadataResponse model) {
        input = model.getInputs(0).getName();
        shape = model.getInputs(0).getShapeList().stream()
                .map(dimension -> Math.max(1, dimension))
                .toList();
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        values = IntStream.range(0, count)
                .mapToObj(index -> (index % 511 - 255) / 257f)
                .toList();
        String data = values.stream().map(String::valueOf).collect(Collectors.joining(","));
        json = "{\"inputs\":[{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"FP32\",\"data\":[%s]}]}"
                .formatted(input, shape, data)
                .getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putFloat);
        raw = bytes.array();
    }

    String input() {
        return input;
    }

    List<Long> shape() {
        return shape;
    }

    List<Float> values() {
        return values;
    }

    byte[] json() {
        return json;
    }

    byte[] raw() {
        return raw;
    }

    byte[] binaryHeader() {
        return ("{\"inputs\":[{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%d}}],"
                        + "\"parameters\":{\"binary_data_output\":true}}")
                .formatted(input, shape, raw.length)
                .getBytes(StandardCharsets.UTF_8);
    }
}
