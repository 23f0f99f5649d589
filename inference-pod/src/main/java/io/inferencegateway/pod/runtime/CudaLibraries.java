package io.inferencegateway.pod.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The libraries ONNX Runtime's CUDA provider needs, asked of the dynamic loader one by one: the provider's own
/// message names only the first it misses, and of cuDNN, which it opens late, nothing before the first convolution.
final class CudaLibraries {
    /// What `libonnxruntime_providers_cuda.so` 1.29 is linked against, and cuDNN with two of its parts, which are
    /// opened by name only; what else of it a model needs shows in the warm-up.
    private static final List<Part> PARTS = List.of(
            new Part("the NVIDIA driver", List.of("libcuda.so.1")),
            new Part("CUDA 12", List.of("libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12", "libcurand.so.10")),
            new Part("cuDNN 9", List.of("libcudnn.so.9", "libcudnn_graph.so.9", "libcudnn_ops.so.9")));

    private CudaLibraries() {}

    private record Part(String name, List<String> libraries) {}

    static List<String> missing() {
        return missing(CudaLibraries::loads);
    }

    /// @param loads whether the loader finds a library
    static List<String> missing(Predicate<String> loads) {
        var missing = new ArrayList<String>();
        for (var part : PARTS) {
            var absent = part.libraries().stream().filter(loads.negate()).toList();
            if (!absent.isEmpty()) {
                missing.add("%s (%s)".formatted(part.name(), String.join(", ", absent)));
            }
        }
        return missing;
    }

    /// `dlopen` and `dlclose`: finds what is in the loader's cache, LD_LIBRARY_PATH and the system's directories.
    @SuppressWarnings("restricted")
    static boolean loads(String library) {
        try (var arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library, arena);
            return true;
        } catch (IllegalArgumentException notFound) {
            return false;
        }
    }
}
