package io.inferencegateway.pod.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Which arrays are kept for the next bodies.
class BodyArraysTest {
    @Test
    void arraysAreKeptOfOneLengthAndNoMoreThanThereIsRoomFor() {
        int megabyte = 1024 * 1024;
        var arrays = new BodyArrays();
        for (int length = megabyte; length < megabyte + 20; length++) {
            assertTrue(arrays.take(length).isEmpty());
            arrays.give(new byte[length]);
        }
        assertTrue(arrays.take(megabyte + 5).isEmpty(), "kept, though no length came twice");
        assertTrue(arrays.take(megabyte).isEmpty());
        assertTrue(arrays.take(megabyte).isEmpty());
        for (int i = 0; i < 20; i++) {
            arrays.give(new byte[megabyte]);
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(megabyte, arrays.take(megabyte).orElseThrow().length);
        }
        assertTrue(arrays.take(megabyte).isEmpty());
    }

    @Test
    void shortArraysAreNotKept() {
        var arrays = new BodyArrays();
        for (int i = 0; i < 3; i++) {
            assertTrue(arrays.take(1000).isEmpty());
            arrays.give(new byte[1000]);
        }
    }
}
