package io.inferencegateway.pod.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurboJpegTest {
    @Test
    void whereTheLibraryIsNotInstalledItIsNotUsed() {
        assertEquals(Optional.empty(), TurboJpeg.find("libnothing-of-that-name.so.0"));
    }

    @Test
    void aLibraryWithoutItsFunctionsIsNotUsed() {
        assertEquals(Optional.empty(), TurboJpeg.find("libc.so.6"));
    }

    @Test
    void itSaysWhetherItDecodedAndWritesNoFurtherThanItMay() {
        var turbo = TurboJpeg.installed();
        assumeTrue(turbo.isPresent(), "libturbojpeg.so.0 is not installed here (Debian: libturbojpeg0)");
        try (var arena = Arena.ofConfined()) {
            var coded = bytes(arena, "jpeg-420-61x47.jpg");
            var rgb = arena.allocate(3 * 61 * 47 + 100L);
            rgb.fill((byte) 77);
            assertTrue(turbo.get().decode(coded, 61, 47, rgb));
            for (int i = 0; i < 100; i++) {
                assertEquals(77, rgb.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 3 * 61 * 47 + i));
            }
            assertFalse(turbo.get().decode(coded.asSlice(0, coded.byteSize() / 2), 61, 47, rgb), "half a file");
            assertFalse(turbo.get().decode(coded, 60, 47, rgb), "another width");
            var larger = arena.allocate(3 * 122 * 94);
            assertFalse(turbo.get().decode(coded, 122, 94, larger), "another size, which it would fill by scaling");
            assertFalse(turbo.get().decode(arena.allocate(100), 61, 47, rgb), "no JPEG");
            assertThrows(IllegalArgumentException.class, () -> turbo.get().decode(coded, 61, 47, rgb.asSlice(0, 99)));
        }
    }

    private static MemorySegment bytes(Arena arena, String file) {
        var bytes = Fixtures.bytes(file);
        return arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }
}
