package io.inferencegateway.pod.runtime;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Asks the NVIDIA driver whether there is a GPU: its library may be there (mounted into every container of a node)
/// while no device was given to this one.
@SuppressWarnings("restricted")
final class CudaDriver {
    private static final String LIBRARY = "libcuda.so.1";
    private static final int LONGEST_MESSAGE = 1024;
    private static final AddressLayout STRING =
            ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(LONGEST_MESSAGE, ValueLayout.JAVA_BYTE));

    private CudaDriver() {}

    /// Why no GPU can be used, if none can.
    static Optional<String> unusable() {
        return unusable(LIBRARY);
    }

    static Optional<String> unusable(String library) {
        // The driver is never unloaded: it has threads of its own once it is initialised.
        var driver = SymbolLookup.libraryLookup(library, Arena.global());
        try (var arena = Arena.ofConfined()) {
            var count = arena.allocate(ValueLayout.JAVA_INT);
            int status = (int) function(driver, "cuInit", ValueLayout.JAVA_INT).invokeExact(0);
            if (status == 0) {
                status = (int) function(driver, "cuDeviceGetCount", ValueLayout.ADDRESS)
                        .invokeExact(count);
            }
            if (status != 0) {
                return Optional.of("a usable GPU (the NVIDIA driver says: %s, error %d)"
                        .formatted(words(driver, status, arena), status));
            }
            return count.get(ValueLayout.JAVA_INT, 0) > 0
                    ? Optional.empty()
                    : Optional.of("a GPU (the NVIDIA driver sees none in this container)");
        } catch (Throwable broken) {
            return Optional.of("a working NVIDIA driver (%s: %s)".formatted(library, broken));
        }
    }

    private static String words(SymbolLookup driver, int status, Arena arena) throws Throwable {
        var text = arena.allocate(ValueLayout.ADDRESS);
        var describe = function(driver, "cuGetErrorString", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        int known = (int) describe.invokeExact(status, text);
        return known == 0 ? text.get(STRING, 0).getString(0) : "unknown";
    }

    private static MethodHandle function(SymbolLookup driver, String name, MemoryLayout... parameters) {
        MemorySegment address =
                driver.find(name).orElseThrow(() -> new UnsatisfiedLinkError("no function " + name + " in " + LIBRARY));
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }
}
