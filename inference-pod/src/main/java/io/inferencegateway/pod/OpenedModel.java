package io.inferencegateway.pod;

import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.contract.wire.ModelUri;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.runtime.Engine;
import io.inferencegateway.pod.runtime.Limits;
import io.inferencegateway.pod.runtime.OnnxEngine;
import io.inferencegateway.pod.runtime.Placement;
import io.inferencegateway.pod.runtime.Widths;
import io.inferencegateway.pod.source.Models;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The first half of loading a model: its file read, its session open. It needs settings and nothing else, so a pod
/// whose model is there already begins it before it has a log, and has it done when server and telemetry are.
///
/// @param began when loading did
/// @param start of the wait for it, a download among it, on `System.nanoTime`
/// @param placement the device it got
/// @param workers how many threads will run it
/// @param widths threads of one run
record OpenedModel(
        Instant began, long start, ModelFile file, Placement placement, int workers, Widths widths, Engine engine) {
    private static final int MOST_WORKERS = 16;
    /// Each worker of a GPU has a session, with weights, of its own; two overlap copying and computing.
    private static final int GPU_WORKERS = 2;

    /// Begins it on a thread of its own; empty for a model that has to be downloaded, which is said to the log.
    static Optional<CompletableFuture<OpenedModel>> ahead(PodSettings settings) {
        if (ModelUri.isDownloaded(settings.modelUri())) {
            return Optional.empty();
        }
        var began = Instant.now();
        long start = System.nanoTime();
        var opening = new CompletableFuture<OpenedModel>();
        Thread.ofPlatform().name("model-file").daemon().start(() -> {
            try {
                opening.complete(of(settings, Models.present(settings), began, start));
            } catch (Throwable told) {
                // Whoever waits for the model says why it cannot be had.
                opening.completeExceptionally(told);
            }
        });
        return Optional.of(opening);
    }

    /// Opens a session of a model.
    ///
    /// @param began when loading did
    /// @param start of the wait for it, on `System.nanoTime`
    /// @throws ModelLoadException saying what is wrong with it
    static OpenedModel of(PodSettings settings, ModelFile file, Instant began, long start) {
        var placement = Placement.of(settings.modelDevice(), settings.loading().fallback());
        // The JVM's count follows the container's limits; ONNX Runtime's own would be the host's.
        var limits = Limits.now();
        int cores = limits.cores();
        boolean gpu = placement.actual() == Device.CUDA;
        int workers = settings.workers().orElse(Math.min(cores, gpu ? GPU_WORKERS : MOST_WORKERS));
        boolean chosen = settings.workers().isPresent();
        long size = file.content().size();
        var widths = Widths.of(placement.actual(), workers, chosen, cores, size, limits.memory());
        var engine = OnnxEngine.load(file.content(), placement.actual(), widths);
        return new OpenedModel(began, start, file, placement, workers, widths, engine);
    }
}
