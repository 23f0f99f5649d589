package io.inferencegateway.pod.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory that a worker keeps from one picture to the next, on the heap and beside it. What a large picture needs is
/// given back after it: it is rare, and memory that is kept for it is missing for everything else.
final class Reused {
    /// Two million pixels, a photograph for a screen.
    static final int LARGEST = 6 << 20;

    private byte[] heap = {};
    private MemorySegment beside = MemorySegment.NULL;

    /// An array of at least so many bytes, with anything in it; whoever asks next gets the same.
    byte[] array(int length) {
        if (length > LARGEST) {
            return new byte[length];
        }
        if (heap.length < length) {
            heap = new byte[length];
        }
        return heap;
    }

    /// Exactly so many bytes outside the heap, with anything in them; whoever asks next gets the same.
    ///
    /// @param once holds what is not kept
    MemorySegment segment(long length, Arena once) {
        if (length > LARGEST) {
            return once.allocate(length);
        }
        if (beside.byteSize() < length) {
            // Not closed by hand: the worker that knows it does not outlive the process by much.
            beside = Arena.ofAuto().allocate(length);
        }
        return beside.asSlice(0, length);
    }
}
