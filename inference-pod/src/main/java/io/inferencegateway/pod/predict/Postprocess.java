package io.inferencegateway.pod.predict;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/// The last step of the pipeline: logits to the best classes with their probabilities.
public final class Postprocess {
    private Postprocess() {}

    /// Softmax and the `count` best classes, best first.
    ///
    /// @param logits one number per class, from the buffer's start
    /// @param labels class names; a class without one is called `class_N`
    public static List<Prediction.ClassScore> best(FloatBuffer logits, List<String> labels, int count) {
        int classes = logits.limit();
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            max = Math.max(max, logits.get(i));
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(logits.get(i) - (double) max);
        }
        int[] order = top(logits, Math.min(count, classes));
        var best = new ArrayList<Prediction.ClassScore>(order.length);
        for (int id : order) {
            String name = id < labels.size() ? labels.get(id) : "class_" + id;
            best.add(new Prediction.ClassScore(name, id, Math.exp(logits.get(id) - (double) max) / sum));
        }
        return best;
    }

    /// Indexes of the largest values, largest first; of equal values the first stays first.
    private static int[] top(FloatBuffer values, int count) {
        int[] top = new int[count];
        int filled = 0;
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            int place = filled;
            while (place > 0 && value > values.get(top[place - 1])) {
                place--;
            }
            if (place < count) {
                filled = Math.min(filled + 1, count);
                System.arraycopy(top, place, top, place + 1, filled - place - 1);
                top[place] = i;
            }
        }
        return top;
    }
}
