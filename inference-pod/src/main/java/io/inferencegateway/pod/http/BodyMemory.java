package io.inferencegateway.pod.http;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Memory outside the heap for long bodies with tensors in binary, lent and used again: the socket is read into it,
/// and the engine reads the tensors where they lie, so that nobody copies them. What is left in it is never seen, for
/// a body fills its memory or is not used.
///
/// It is for one length at a time, the last that came twice in a row: the tensors of a model have one size. Where it
/// is all lent, bodies are read into arrays of the heap. What was never given back is free when nobody has it.
final class BodyMemory {
    /// Shorter bodies are as soon copied.
    private static final int SHORTEST = 128 * 1024;

    /// Bytes that there are at most.
    private static final int ROOM = 8 * 1024 * 1024;

    /// Where the engine's vector loads like a tensor to begin.
    private static final int ALIGNMENT = 64;

    /// The one that was used last comes first: some of it is still in a cache.
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    /// All there are, those that are lent and those of another length too.
    private final List<WeakReference<ByteBuffer>> made = new ArrayList<>();
    private int length;
    private int missed;

    /// Memory that nobody uses, with just the body's length from position to limit.
    ///
    /// @param wanted bytes of the body
    /// @param json bytes of it before the first tensor, which begins where the engine likes it
    synchronized Optional<ByteBuffer> take(int wanted, int json) {
        boolean again = wanted == missed;
        missed = wanted;
        if (wanted < SHORTEST || wanted != length && !again) {
            return Optional.empty();
        }
        if (wanted != length) {
            length = wanted;
            free.clear();
        }
        int start = Math.floorMod(-json, ALIGNMENT);
        return Optional.ofNullable(free.poll()).or(this::more).map(memory -> memory.limit(start + wanted)
                .position(start));
    }

    private Optional<ByteBuffer> more() {
        made.removeIf(each -> each.refersTo(null));
        long bytes = made.stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .mapToLong(ByteBuffer::capacity)
                .sum();
        if (bytes + room(length) > ROOM) {
            return Optional.empty();
        }
        var memory = ByteBuffer.allocateDirect(room(length) + ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .slice(0, room(length));
        made.add(new WeakReference<>(memory));
        return Optional.of(memory);
    }

    /// Takes memory back that nothing reads any more; what was not lent here is left alone.
    synchronized void give(ByteBuffer memory) {
        if (memory.capacity() == room(length) && isOurs(memory)) {
            free.push(memory.clear());
        }
    }

    private boolean isOurs(ByteBuffer memory) {
        for (var each : made) {
            if (each.refersTo(memory)) {
                return true;
            }
        }
        return false;
    }

    private static int room(int length) {
        return Math.ceilDiv(length + ALIGNMENT, ALIGNMENT) * ALIGNMENT;
    }
}
