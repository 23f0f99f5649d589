package io.inferencegateway.pod.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

@SuppressWarnings("restricted")
class NativeVariableTest {
    @Test
    void nativeCodeSeesAVariableThatWasNotThere() throws Throwable {
        NativeVariable.set("IGW_TEST_NATIVE_VARIABLE", "one");
        assertEquals("one", read("IGW_TEST_NATIVE_VARIABLE"));
    }

    @Test
    void aVariableOfTheProcessIsLeftAlone() throws Throwable {
        NativeVariable.set("PATH", "nowhere");
        assertEquals(System.getenv("PATH"), read("PATH"));
    }

    private static String read(String name) throws Throwable {
        var linker = Linker.nativeLinker();
        var getenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getenv"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
            return value.reinterpret(Long.MAX_VALUE).getString(0);
        }
    }
}
