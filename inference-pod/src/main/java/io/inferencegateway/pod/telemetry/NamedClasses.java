package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.predict.Prediction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which classes get a series of their own: all of a small model, the first seen of a large one, never more. A
/// class that has its series keeps it, so that no counter ever goes backwards.
final class NamedClasses {
    private static final int SMALL_MODEL = 50;
    private static final int NAMED_OF_A_LARGE_MODEL = 20;

    private final int limit;
    private final Set<Integer> named = ConcurrentHashMap.newKeySet();

    NamedClasses(int classes) {
        this.limit = classes <= SMALL_MODEL ? SMALL_MODEL : NAMED_OF_A_LARGE_MODEL;
    }

    String label(Prediction.ClassScore best) {
        if (named.contains(best.id())) {
            return best.name();
        }
        synchronized (named) {
            if (named.size() < limit) {
                named.add(best.id());
                return best.name();
            }
        }
        return Metrics.OTHER;
    }
}
