package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/// The classification extension: instead of an output's values, the best of each row as `value:index:label`.
final class Classification {
    private record Scored(double value, int index) {}

    private Classification() {}

    /// @param count how many of each row
    /// @param labels of the classes; none are written where there are none
    static Tensor of(Tensor output, int count, List<String> labels) {
        var type = output.datatype();
        if (type == Datatype.BYTES || type == Datatype.BOOL) {
            throw invalid("output '%s' is %s, which has no best classes".formatted(output.name(), type));
        }
        long rows = output.shape().size() > 1 ? output.shape().getFirst() : 1;
        int columns = rows == 0 ? 0 : Math.toIntExact(output.elements() / rows);
        int kept = Math.min(count, columns);
        var values = output.values();
        var elements = new ArrayList<byte[]>();
        for (int row = 0; row < rows; row++) {
            for (var best : best(values, type, row * columns, columns, kept)) {
                elements.add(text(best, columns, labels).getBytes(StandardCharsets.UTF_8));
            }
        }
        var shape = output.shape().size() > 1 ? List.of(rows, (long) kept) : List.of((long) kept);
        return new Tensor(output.name(), Datatype.BYTES, shape, BytesTensor.write(elements));
    }

    private static List<Scored> best(ByteBuffer values, Datatype type, int from, int columns, int count) {
        // The worst is at the head; of equal values the later class is the worse.
        var best = new PriorityQueue<Scored>((a, b) ->
                a.value() == b.value() ? Integer.compare(b.index(), a.index()) : Double.compare(a.value(), b.value()));
        for (int i = 0; i < columns; i++) {
            best.add(new Scored(Elements.number(values, type, from + i), i));
            if (best.size() > count) {
                best.remove();
            }
        }
        var ordered = new ArrayList<Scored>(best.size());
        while (!best.isEmpty()) {
            ordered.addFirst(best.remove());
        }
        return ordered;
    }

    private static String text(Scored scored, int classes, List<String> labels) {
        String known = String.format(Locale.ROOT, "%f:%d", scored.value(), scored.index());
        return labels.size() == classes ? known + ":" + labels.get(scored.index()) : known;
    }
}
