package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which memory is lent, and how much of it there is.
class BodyMemoryTest {
    private static final int MEGABYTE = 1024 * 1024;
    /// All memory is some bytes larger than its body.
    private static final int FIT = 7;

    private final BodyMemory memory = new BodyMemory();

    @Test
    void itIsForALengthThatCameTwiceAndUsedAgainWhenItIsGivenBack() {
        assertTrue(memory.take(MEGABYTE, 0).isEmpty());
        var first = lent(MEGABYTE, 0);
        var second = lent(MEGABYTE, 0);
        assertNotSame(first, second);
        memory.give(first);
        assertSame(first, lent(MEGABYTE, 0));
    }

    /// Whatever JSON is before it.
    @Test
    void theFirstTensorBeginsWhereTheEngineLikesIt() {
        memory.take(200_001, 0);
        for (int json = 0; json <= 130; json++) {
            var lent = lent(200_001, json);
            assertEquals(200_001, lent.remaining());
            assertEquals(0, lent.alignmentOffset(lent.position() + json, 64), "behind " + json);
            memory.give(lent);
        }
    }

    @Test
    void thereIsNoMoreThanThereIsRoomForUntilSomeIsGivenBack() {
        memory.take(MEGABYTE, 0);
        var lent = new ArrayList<ByteBuffer>();
        for (int i = 0; i < FIT; i++) {
            lent.add(lent(MEGABYTE, 0));
        }
        assertTrue(memory.take(MEGABYTE, 0).isEmpty());
        memory.give(lent.getFirst());
        assertSame(lent.getFirst(), lent(MEGABYTE, 0));
        assertTrue(memory.take(MEGABYTE, 0).isEmpty());
    }

    /// Of requests that were given up: a worker may read theirs until it is done.
    @Test
    void whatIsNeverGivenBackIsThereAgainWhenNobodyHasIt() throws Exception {
        memory.take(MEGABYTE, 0);
        for (int i = 0; i < FIT; i++) {
            lent(MEGABYTE, 0);
        }
        for (int i = 0; i < 100 && memory.take(MEGABYTE, 0).isEmpty(); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(memory.take(MEGABYTE, 0).isPresent());
    }

    /// What is given back of another length is not kept, and its room is free when nobody has it.
    @Test
    void onlyTheLastLengthIsKept() {
        memory.take(MEGABYTE, 0);
        var old = lent(MEGABYTE, 0);
        assertTrue(memory.take(2 * MEGABYTE, 0).isEmpty());
        assertEquals(MEGABYTE, lent(MEGABYTE, 0).remaining(), "one of another length changes nothing");
        memory.take(2 * MEGABYTE, 0);
        var other = lent(2 * MEGABYTE, 0);
        memory.give(old);
        memory.give(other);
        assertSame(other, lent(2 * MEGABYTE, 0));
        assertEquals(2 * MEGABYTE, lent(2 * MEGABYTE, 0).remaining());
    }

    @Test
    void shortBodiesHaveNoneAndWhatWasNotLentIsLeftAlone() {
        for (int i = 0; i < 3; i++) {
            assertTrue(memory.take(1000, 0).isEmpty());
        }
        memory.take(MEGABYTE, 0);
        var lent = lent(MEGABYTE, 0);
        for (var foreign : List.of(ByteBuffer.allocate(lent.capacity()), ByteBuffer.allocateDirect(lent.capacity()))) {
            memory.give(foreign);
            assertNotSame(foreign, lent(MEGABYTE, 0));
        }
    }

    private ByteBuffer lent(int length, int json) {
        return memory.take(length, json).orElseThrow();
    }
}
