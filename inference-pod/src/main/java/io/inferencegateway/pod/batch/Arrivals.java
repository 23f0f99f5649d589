package io.inferencegateway.pod.batch;

/// How far arrivals are apart: a mean that forgets. Not thread-safe.
final class Arrivals {
    private static final double NEWEST = 0.1;

    private long last;
    /// 0 before there were two.
    private double gap;

    void one(long now) {
        if (last != 0) {
            double since = now - last;
            gap = gap == 0 ? since : gap + NEWEST * (since - gap);
        }
        last = now;
    }

    /// Nanoseconds until another is expected; longer when none came for longer.
    long gap(long now) {
        return gap == 0 ? Long.MAX_VALUE : Math.max((long) gap, now - last);
    }
}
