package io.inferencegateway.pod.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An environment variable of this process as native libraries see it; the JVM's own map cannot be changed.
final class NativeVariable {
    private NativeVariable() {}

    /// Sets a variable unless the process was started with it.
    /// The pod is started with native access enabled; ONNX Runtime needs it, too.
    @SuppressWarnings("restricted")
    static void set(String name, String value) {
        if (System.getenv(name) != null) {
            return;
        }
        var linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(value);
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), text, 0);
            if (failed != 0) {
                throw new IllegalStateException("setenv " + name + " failed");
            }
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException("setenv declares no exception", impossible);
        }
    }
}
