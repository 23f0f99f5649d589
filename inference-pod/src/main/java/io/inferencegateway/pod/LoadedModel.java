package io.inferencegateway.pod;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.batch.BatchTimes;
import io.inferencegateway.pod.batch.QueueEvents;
import io.inferencegateway.pod.batch.Workers;
import io.inferencegateway.pod.image.ImageHeader;
import io.inferencegateway.pod.model.ImageModel;
import io.inferencegateway.pod.model.ModelCard;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.model.TensorModel;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.runtime.BatchProbe;
import io.inferencegateway.pod.runtime.Engine;
import io.inferencegateway.pod.runtime.EngineFacts;
import io.inferencegateway.pod.runtime.Limits;
import io.inferencegateway.pod.runtime.SelfTest;
import io.inferencegateway.pod.runtime.WarmUp;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model that serves: the engine, its workers' tensors and the workers themselves, opened and closed together.
final class LoadedModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

    private static final int BYTES_PER_PIXEL = 6;
    private static final int SHORT_DIGEST = 12;

    private final ModelInfo info;
    private final Workers workers;
    private final EngineFacts facts;
    private final Engine engine;
    private final List<Engine.Worker> tensors;
    private final WarmUp warmUp;
    private volatile Optional<Widening> widening = Optional.empty();

    private LoadedModel(
            ModelInfo info,
            Workers workers,
            EngineFacts facts,
            Engine engine,
            List<Engine.Worker> tensors,
            WarmUp warmUp) {
        this.info = info;
        this.workers = workers;
        this.facts = facts;
        this.engine = engine;
        this.tensors = tensors;
        this.warmUp = warmUp;
    }

    /// Loads, warms up and tests a model.
    ///
    /// @param queue asked for when the workers start
    /// @throws ModelLoadException saying what is wrong with it
    static LoadedModel load(PodSettings settings, OpenedModel opened, Supplier<QueueEvents> queue) {
        var engine = opened.engine();
        var tensors = new CopyOnWriteArrayList<Engine.Worker>();
        try {
            var info = info(settings, opened);
            var warmUp = new WarmUp(settings.loading().warmupIterations());
            var probe = new BatchProbe(info.tensors(), settings.batching().maxSize());
            var benches = benches(settings, info, engine, tensors, warmUp, probe, opened.workers());
            var workers = Workers.start(benches, settings, opened.widths().speedup(), queue.get(), () -> times(probe));
            var took = Duration.ofNanos(System.nanoTime() - opened.start());
            var facts = new EngineFacts(
                    opened.placement(), opened.workers(), opened.widths(), batching(probe), warmUp.longest(), took);
            return new LoadedModel(info, workers, facts, engine, tensors, warmUp);
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
                    var pipeline = pipeline(model, worker, count);
                    warmUp.run(pipeline);
                    test.ifPresent(golden -> golden.check(pipeline));
                    probe.run(worker);
                    return new Bench(Optional.of(pipeline), worker);
                });
            }
        };
    }

    private static Pipeline pipeline(ImageUse.Classifier model, Engine.Worker worker, int workers) {
        var run = worker.pictures(model.preprocessing().crop(), model.labels().size());
        return new Pipeline(model, run, maxPixels(workers));
    }

    /// A picture must fit into its worker's share of the bytes for decoding; while it is decoded it is there twice.
    private static long maxPixels(int workers) {
        long share = Limits.now().decodingBytes() / workers;
        return Math.clamp(share / BYTES_PER_PIXEL, 1_000_000, ImageHeader.MAX_PIXELS);
    }

    private static ModelInfo info(PodSettings settings, OpenedModel opened) {
        var file = opened.file();
        var engine = opened.engine();
        var card = ModelCard.of(engine.metadata(), file);
        String digest = file.digest();
        int from = digest.indexOf(':') + 1;
        return new ModelInfo(
                settings.modelName().or(card::name).orElse("model"),
                settings.modelVersion().or(card::version).orElse(digest.substring(from, from + SHORT_DIGEST)),
                digest,
                opened.placement().actual().text(),
                file.content().size(),
                TensorModel.of(engine.signature()),
                ImageModel.of(engine.signature(), card));
    }

    /// What the model is called.
    ModelInfo info() {
        return info;
    }

    /// Answer predictions.
    Workers workers() {
        return workers;
    }

    /// How it runs.
    EngineFacts facts() {
        return facts;
    }

    /// Has the wide session opened, where the model has one, when there is use for it. Called once.
    ///
    /// @param opened told the threads of a wide run when there are such
    void widenWhenLone(IntConsumer opened) {
        facts.widths()
                .wide()
                .ifPresent(threads -> workers.whenLone(() -> {
                    var opening = new Widening(() -> {
                        openWide(threads);
                        opened.accept(threads);
                    });
                    widening = Optional.of(opening);
                    opening.start();
                }));
    }

    private void openWide(int threads) {
        long start = System.nanoTime();
        engine.widen();
        try (var worker = engine.worker()) {
            switch (info.images()) {
                case ImageUse.Classifier model -> warmUp.wide(pipeline(model, worker, facts.workers()));
                case ImageUse.Unfit _ -> warmUp.wide(worker, info.tensors());
            }
        } catch (ProblemException refused) {
            // A model may refuse zeros and be a good one.
            LOG.atInfo()
                    .addKeyValue("reason", String.valueOf(refused.getMessage()))
                    .log("Model does not run on zeros; its first wide run will be slower");
        }
        workers.widen();
        LOG.atInfo()
                .addKeyValue("threads", threads)
                .addKeyValue(
                        "duration_ms",
                        Duration.ofNanos(System.nanoTime() - start).toMillis())
                .log("Wide session opened");
    }

    /// The workers end first: tensors and session must not be closed under a run.
    @Override
    public void close() {
        workers.close();
        widening.ifPresent(Widening::close);
        tensors.forEach(Engine.Worker::close);
        engine.close();
    }
}
