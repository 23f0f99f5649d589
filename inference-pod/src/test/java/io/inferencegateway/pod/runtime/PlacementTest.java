package io.inferencegateway.pod.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.contract.wire.DeviceFallback;
import io.inferencegateway.pod.model.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where a model runs, without a GPU to run it on: the loader and the driver are asked by name, and answer for
/// others.
class PlacementTest {
    @Test
    void aDeviceThatLacksNothingIsUsed() {
        assertEquals(
                new Placement(Device.CUDA, Device.CUDA, Optional.empty()),
                Placement.of(Device.CUDA, DeviceFallback.CPU, _ -> List.of()));
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        var refused = assertThrows(
                ModelLoadException.class,
                () -> Placement.of(Device.CUDA, DeviceFallback.NONE, _ -> CudaLibraries.missing(_ -> false)));
        assertEquals(
                "MODEL_DEVICE is cuda, but it cannot be used here; missing: the NVIDIA driver (libcuda.so.1); "
                        + "CUDA 12 (libcudart.so.12, libcublas.so.12, libcublasLt.so.12, libcurand.so.10); "
                        + "cuDNN 9 (libcudnn.so.9, libcudnn_graph.so.9, libcudnn_ops.so.9). (MODEL_DEVICE_FALLBACK=cpu would run the model on the CPU.)",
                refused.getMessage());
    }

    @Test
    void onlyWhatIsMissingIsSaid() {
        assertEquals(
                List.of("cuDNN 9 (libcudnn.so.9)"), CudaLibraries.missing(library -> !library.equals("libcudnn.so.9")));
        assertEquals(
                List.of("CUDA 12 (libcublas.so.12)"),
                CudaLibraries.missing(library -> !library.equals("libcublas.so.12")));
        assertEquals(List.of(), CudaLibraries.missing(_ -> true));
    }

    @Test
    void theFallbackKeepsTheReason() {
        var placement = Placement.of(Device.CUDA, DeviceFallback.CPU, _ -> List.of("a GPU"));
        assertEquals(Device.CPU, placement.actual());
        assertEquals(
                Optional.of("MODEL_DEVICE is cuda, but it cannot be used here; missing: a GPU"), placement.fellBack());
    }

    @Test
    void theLoaderIsReallyAsked() {
        assertTrue(CudaLibraries.loads("libc.so.6"));
        assertFalse(CudaLibraries.loads("libnothing-of-that-name.so.12"));
    }

    @Test
    void aLibraryThatIsNoDriverIsNotTrusted() {
        assertTrue(CudaDriver.unusable("libc.so.6").orElse("").contains("no function cuInit"));
    }

    @Test
    void theProvidersOptionsAreTheDocumentedOnes() throws Exception {
        String page = Files.readString(Path.of("../docs/howto/devices.md"));
        assertEquals(3, ExecutionProviders.CUDA.size());
        ExecutionProviders.CUDA.forEach(
                (option, value) -> assertTrue(page.contains("`%s=%s`".formatted(option, value)), option));
    }
}
