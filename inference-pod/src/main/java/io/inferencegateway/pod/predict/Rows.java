package io.inferencegateway.pod.predict;

import java.util.ArrayList;
import java.util.List;

/// The rows of tensors whose first dimension is the batch: those of several requests are one after the other.
public final class Rows {
    private Rows() {}

    /// The first dimension of all inputs; 0 where they differ in it or have none.
    public static int of(List<Tensor> inputs) {
        long rows = first(inputs.getFirst());
        for (var input : inputs) {
            if (first(input) != rows) {
                return 0;
            }
        }
        return (int) Math.min(rows, Integer.MAX_VALUE);
    }

    /// Gives each request its rows of the outputs; the values are not copied.
    ///
    /// @param outputs of a run of several requests; none of `BYTES`
    /// @param requests their inputs
    /// @throws ProblemException `EngineFailed` when an output has not as many rows as the inputs
    public static List<List<Tensor>> split(List<Tensor> outputs, List<List<Tensor>> requests) {
        int all = requests.stream().mapToInt(Rows::of).sum();
        for (var output : outputs) {
            if (first(output) != all) {
                throw new ProblemException(new Problem.EngineFailed(
                        "Inference failed",
                        new IllegalStateException("output '%s' has the shape %s for %d rows"
                                .formatted(output.name(), output.shape(), all))));
            }
        }
        var split = new ArrayList<List<Tensor>>(requests.size());
        int from = 0;
        for (var request : requests) {
            int begin = from;
            int rows = of(request);
            split.add(outputs.stream()
                    .map(output -> part(output, begin, rows, all))
                    .toList());
            from += rows;
        }
        return split;
    }

    private static Tensor part(Tensor output, int from, int rows, int all) {
        var values = output.values();
        int row = values.remaining() / all;
        var part = values.slice(values.position() + from * row, rows * row);
        return new Tensor(output.name(), output.datatype(), shape(output, rows), part);
    }

    /// The shape of a tensor with another number of rows.
    public static List<Long> shape(Tensor tensor, long rows) {
        var shape = new ArrayList<>(tensor.shape());
        shape.set(0, rows);
        return shape;
    }

    private static long first(Tensor tensor) {
        return tensor.shape().isEmpty() ? 0 : tensor.shape().getFirst();
    }
}
