package io.inferencegateway.pod.predict;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Arrays of long bodies that were answered, for the next bodies of the same length: the tensors of a model have one
/// size. New ones of 600 KB would have to be cleared each time, lie where no cache has them, and fill the young heap in
/// forty requests. What is left in one is never seen, for a body fills its array or is not used.
///
/// There is one length at a time, the last that came twice in a row: where each body is of another, arrays that were
/// kept in vain would only grow old in the heap.
public final class BodyArrays {
    /// Shorter ones are as soon made.
    private static final int SHORTEST = 128 * 1024;

    /// Bytes that are kept at most.
    private static final int ROOM = 8 * 1024 * 1024;

    /// The one that was used last comes first: it is still in a cache.
    private final Deque<byte[]> free = new ArrayDeque<>();
    private int length;
    private int missed;

    /// An array of just this length that nobody uses.
    public synchronized Optional<byte[]> take(int wanted) {
        if (wanted < SHORTEST) {
            return Optional.empty();
        }
        if (wanted == length && !free.isEmpty()) {
            return Optional.of(free.pop());
        }
        if (wanted != length && wanted == missed) {
            free.clear();
            length = wanted;
        }
        missed = wanted;
        return Optional.empty();
    }

    /// Takes an array back that nothing reads any more.
    public synchronized void give(byte[] array) {
        if (array.length == length && (long) (free.size() + 1) * length <= ROOM) {
            free.push(array);
        }
    }
}
