package io.inferencegateway.pod;

import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.batch.BatchTimes;
import io.inferencegateway.pod.batch.QueueEvents;
import io.inferencegateway.pod.batch.Workers;
import io.inferencegateway.pod.image.ImageHeader;
import io.inferencegateway.pod.model.ImageModel;
import io.inferencegateway.pod.model.ModelCard;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.model.TensorModel;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.runtime.BatchProbe;
import io.inferencegateway.pod.runtime.Engine;
import io.inferencegateway.pod.runtime.EngineFacts;
import io.inferencegateway.pod.runtime.Limits;
import io.inferencegateway.pod.runtime.OnnxEngine;
import io.inferencegateway.pod.runtime.Placement;
import io.inferencegateway.pod.runtime.SelfTest;
import io.inferencegateway.pod.runtime.WarmUp;
import io.inferencegateway.pod.runtime.Widths;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A model that serves: the engine, its workers' tensors and the workers themselves, opened and closed together.
///
/// @param info what the model is called
/// @param workers answer predictions
/// @param facts how it runs
record LoadedModel(ModelInfo info, Workers workers, EngineFacts facts, Engine engine, List<Engine.Worker> tensors)
        implements AutoCloseable {
    private static final int MOST_WORKERS = 16;
    /// Each worker of a GPU has a session, with weights, of its own; two overlap copying and computing.
    private static final int GPU_WORKERS = 2;

    private static final int BYTES_PER_PIXEL = 6;
    private static final int SHORT_DIGEST = 12;

    /// Loads, warms up and tests a model.
    ///
    /// @param start of the wait for it, on `System.nanoTime`
    /// @throws ModelLoadException saying what is wrong with it
    static LoadedModel load(PodSettings settings, ModelFile file, QueueEvents queue, long start) {
        var loading = settings.loading();
        var placement = Placement.of(settings.modelDevice(), loading.fallback());
        // The JVM's count follows the container's limits; ONNX Runtime's own would be the host's.
        var limits = Limits.now();
        int cores = limits.cores();
        boolean gpu = placement.actual() == Device.CUDA;
        int count = settings.workers().orElse(Math.min(cores, gpu ? GPU_WORKERS : MOST_WORKERS));
        boolean chosen = settings.workers().isPresent();
        long size = file.content().size();
        var widths = Widths.of(placement.actual(), count, chosen, cores, size, limits.memory());
        var engine = OnnxEngine.load(file.content(), placement.actual(), widths);
        var tensors = new CopyOnWriteArrayList<Engine.Worker>();
        try {
            var info = info(settings, file, engine, placement.actual());
            var warmUp = new WarmUp(loading.warmupIterations(), widths.wide().isPresent());
            var probe = new BatchProbe(info.tensors(), settings.batching().maxSize());
            var benches = benches(settings, info, engine, tensors, warmUp, probe, count);
            var workers = Workers.start(benches, settings, widths.speedup(), queue, () -> times(probe));
            var took = Duration.ofNanos(System.nanoTime() - start);
            var facts = new EngineFacts(placement, count, widths, batching(probe), warmUp.longest(), took);
            return new LoadedModel(info, workers, facts, engine, tensors);
        } catch (RuntimeException | Error refused) {
            tensors.forEach(Engine.Worker::close);
            engine.close();
            throw refused;
        }
    }

    /// The measured table, where batches pay.
    private static Optional<BatchTimes> times(BatchProbe probe) {
        return Optional.of(probe.measured())
                .filter(times -> !times.isEmpty())
                .map(BatchTimes::new)
                .filter(times -> times.worthwhile() > 1);
    }

    private static EngineFacts.Batching batching(BatchProbe probe) {
        int most = times(probe).map(BatchTimes::worthwhile).orElse(1);
        String why = probe.refused()
                .orElse(
                        most > 1
                                ? "a row of a batch takes less time than a run of its own"
                                : "a batch takes about as long as its rows one by one");
        return new EngineFacts.Batching(most, probe.measured(), why);
    }

    /// What each worker thread does before it takes requests.
    private static List<Supplier<Bench>> benches(
            PodSettings settings,
            ModelInfo info,
            Engine engine,
            List<Engine.Worker> tensors,
            WarmUp warmUp,
            BatchProbe probe,
            int count) {
        var selfTest = settings.loading().selfTest();
        return switch (info.images()) {
            case ImageUse.Unfit unfit
            when selfTest.isPresent() ->
                throw new ModelLoadException(
                        ModelPhase.SELF_TEST_FAILED,
                        "self-test: the model cannot classify a picture: " + unfit.lacks());
            case ImageUse.Unfit _ ->
                Collections.nCopies(count, () -> {
                    var worker = engine.worker();
                    tensors.add(worker);
                    warmUp.run(worker, info.tensors());
                    probe.run(worker);
                    return new Bench(Optional.empty(), worker);
                });
            case ImageUse.Classifier model -> {
                var test = selfTest.map(expected -> SelfTest.of(expected, model.labels()));
                yield Collections.nCopies(count, () -> {
                    var worker = engine.worker();
                    tensors.add(worker);
                    var run = worker.pictures(
                            model.preprocessing().crop(), model.labels().size());
                    var pipeline = new Pipeline(model, run, maxPixels(count));
                    warmUp.run(pipeline);
                    test.ifPresent(golden -> golden.check(pipeline));
                    probe.run(worker);
                    return new Bench(Optional.of(pipeline), worker);
                });
            }
        };
    }

    /// A picture must fit into its worker's share of the bytes for decoding; while it is decoded it is there twice.
    private static long maxPixels(int workers) {
        long share = Limits.now().decodingBytes() / workers;
        return Math.clamp(share / BYTES_PER_PIXEL, 1_000_000, ImageHeader.MAX_PIXELS);
    }

    private static ModelInfo info(PodSettings settings, ModelFile file, Engine engine, Device device) {
        var card = ModelCard.of(engine.metadata(), file);
        String digest = file.digest();
        int from = digest.indexOf(':') + 1;
        return new ModelInfo(
                settings.modelName().or(card::name).orElse("model"),
                settings.modelVersion().or(card::version).orElse(digest.substring(from, from + SHORT_DIGEST)),
                digest,
                device.text(),
                file.content().size(),
                TensorModel.of(engine.signature()),
                ImageModel.of(engine.signature(), card));
    }

    /// The workers end first: tensors and session must not be closed under a run.
    @Override
    public void close() {
        workers.close();
        tensors.forEach(Engine.Worker::close);
        engine.close();
    }
}
