package io.inferencegateway.pod;

import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.batch.Workers;
import io.inferencegateway.pod.image.ImageHeader;
import io.inferencegateway.pod.model.ModelCard;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.model.ModelStore;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.runtime.Engine;
import io.inferencegateway.pod.runtime.OnnxEngine;
import io.inferencegateway.pod.runtime.WarmUp;
import java.util.ArrayList;
import java.util.List;

/// A model that serves: the engine, its workers' tensors and the workers themselves, opened and closed together.
///
/// @param info what the model is called
/// @param workers answer predictions
record LoadedModel(ModelInfo info, Workers workers, Engine engine, List<Engine.Worker> tensors)
        implements AutoCloseable {
    private static final int MOST_WORKERS = 16;
    private static final int BYTES_PER_PIXEL = 6;
    private static final int SHORT_DIGEST = 12;

    /// Fetches, checks, loads and warms up the model of the settings.
    ///
    /// @throws ModelLoadException saying what is wrong with it
    static LoadedModel load(PodSettings settings) {
        var file = ModelStore.load(settings.modelUri(), settings.modelDigest());
        int cores = Runtime.getRuntime().availableProcessors();
        int count = settings.workers().orElse(Math.min(cores, MOST_WORKERS));
        // One thread per run scales best when every core has a worker; with fewer workers each run gets more threads.
        var engine = OnnxEngine.load(file.content(), settings.modelDevice(), Math.max(1, cores / count));
        var tensors = new ArrayList<Engine.Worker>();
        try {
            var info = info(settings, file, engine);
            var pipelines = new ArrayList<Pipeline>();
            for (int i = 0; i < count; i++) {
                var worker =
                        engine.worker(info.preprocessing().crop(), info.labels().size());
                tensors.add(worker);
                pipelines.add(new Pipeline(info, worker, maxPixels(count)));
            }
            WarmUp.of(pipelines);
            var workers = new Workers(pipelines, settings.maxQueueSize(), settings.requestTimeout());
            return new LoadedModel(info, workers, engine, tensors);
        } catch (RuntimeException refused) {
            tensors.forEach(Engine.Worker::close);
            engine.close();
            throw refused;
        }
    }

    /// A picture must fit into its worker's share of half the heap; while it is decoded it is there twice.
    private static long maxPixels(int workers) {
        long share = Runtime.getRuntime().maxMemory() / 2 / workers;
        return Math.clamp(share / BYTES_PER_PIXEL, 1_000_000, ImageHeader.MAX_PIXELS);
    }

    private static ModelInfo info(PodSettings settings, ModelFile file, Engine engine) {
        var card = ModelCard.of(engine.metadata(), file.card());
        int side = card.preprocessing().crop();
        if (engine.inputSide() > 0 && engine.inputSide() != side) {
            throw new ModelLoadException("preprocess.crop is %d, but the model's input is %d pixels high and wide"
                    .formatted(side, engine.inputSide()));
        }
        if (engine.classes() > 0 && engine.classes() != card.labels().size()) {
            throw new ModelLoadException("the model has %d classes, but %d labels"
                    .formatted(engine.classes(), card.labels().size()));
        }
        String digest = file.digest();
        int from = digest.indexOf(':') + 1;
        return new ModelInfo(
                settings.modelName().or(card::name).orElse("model"),
                settings.modelVersion().or(card::version).orElse(digest.substring(from, from + SHORT_DIGEST)),
                digest,
                settings.modelDevice().text(),
                file.content().length,
                card.labels(),
                card.preprocessing());
    }

    /// The workers end first: tensors and session must not be closed under a run.
    @Override
    public void close() {
        workers.close();
        tensors.forEach(Engine.Worker::close);
        engine.close();
    }
}
