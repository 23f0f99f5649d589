package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.Step;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;

/// The metric families of one loaded model; every label but the class and the error is bound once.
public final class ModelMetrics {
    private final ModelInfo model;
    private final CounterDataPoint successes;
    private final CounterDataPoint failures;
    private final Counter errors;
    private final DistributionDataPoint inference;
    private final DistributionDataPoint preprocessing;
    private final DistributionDataPoint postprocessing;
    private final DistributionDataPoint batchSize;
    private final DistributionDataPoint confidence;
    private final Counter predictions;
    private final NamedClasses classes;
    private final ModelStatistics statistics = new ModelStatistics();

    ModelMetrics(PrometheusRegistry registry, ModelInfo model, PodSettings.SloTargets slo) {
        this.model = model;
        this.classes = new NamedClasses(model.labels().size());
        String name = model.name();
        String version = model.version();
        var requests = Counter.builder()
                .name(Metrics.INFERENCE_REQUESTS)
                .help("Total inference requests by model, version, and status")
                .labelNames(Metrics.MODEL_NAME, Metrics.MODEL_VERSION, Metrics.STATUS)
                .register(registry);
        successes = requests.labelValues(name, version, "success");
        failures = requests.labelValues(name, version, "failure");
        errors = Counter.builder()
                .name(Metrics.INFERENCE_ERRORS)
                .help("Total inference errors by model, version, and error type")
                .labelNames(Metrics.MODEL_NAME, Metrics.MODEL_VERSION, Metrics.ERROR_TYPE)
                .register(registry);
        inference = histogram(
                        Metrics.INFERENCE_DURATION,
                        "Model inference duration in seconds",
                        Metrics.withThreshold(Metrics.INFERENCE_BUCKETS, PodMetrics.seconds(slo.inferenceP95())))
                .labelNames(Metrics.MODEL_NAME, Metrics.MODEL_VERSION)
                .register(registry)
                .labelValues(name, version);
        preprocessing = ofModel(
                registry, Metrics.PREPROCESSING_DURATION, "Input preprocessing duration in seconds", processing());
        postprocessing = ofModel(
                registry, Metrics.POSTPROCESSING_DURATION, "Output postprocessing duration in seconds", processing());
        batchSize = ofModel(
                registry, Metrics.BATCH_SIZE, "Inference batch size distribution", bounds(Metrics.BATCH_SIZE_BUCKETS));
        confidence = ofModel(
                registry,
                Metrics.CONFIDENCE,
                "Model confidence score distribution",
                Metrics.withThreshold(Metrics.CONFIDENCE_BUCKETS, slo.confidenceThreshold()));
        predictions = Counter.builder()
                .name(Metrics.PREDICTIONS)
                .help("Total model predictions by class")
                .labelNames(Metrics.MODEL_NAME, Metrics.PREDICTED_CLASS)
                .register(registry);
        Gauge.builder()
                .name(Metrics.MODEL_MEMORY)
                .help("Model memory usage in bytes")
                .labelNames(Metrics.MODEL_NAME)
                .register(registry)
                .labelValues(name)
                .set((double) model.sizeBytes());
    }

    /// Counts an answered request.
    ///
    /// @param rows of the request
    /// @param ran rows of the run; 0 where it is counted with another request
    /// @param whole from its arrival to its answer
    public void answered(int rows, int ran, Duration whole, StepTimes times) {
        successes.inc();
        if (ran > 0) {
            batchSize.observe(ran);
        }
        statistics.succeeded(rows, ran, whole, times);
    }

    /// Counts the class of a picture.
    public void classified(Prediction prediction) {
        confidence.observe(prediction.best().confidence());
        predictions.labelValues(model.name(), classes.label(prediction.best())).inc();
    }

    /// Counts a request that was not answered.
    ///
    /// @param whole from its arrival to its refusal
    public void failed(Problem problem, Duration whole) {
        failures.inc();
        statistics.failed(whole);
        errors.labelValues(model.name(), model.version(), ErrorType.of(problem).label())
                .inc();
    }

    /// The same events as the protocol's statistics extension tells them.
    public ModelStatistics statistics() {
        return statistics;
    }

    void took(Step step, Duration duration) {
        double seconds = PodMetrics.seconds(duration);
        switch (step) {
            case PREPROCESS -> preprocessing.observe(seconds);
            case INFERENCE -> inference.observe(seconds);
            case POSTPROCESS -> postprocessing.observe(seconds);
            case PIPELINE, DECODE -> {
                // The whole is the request's duration; decoding is part of preprocessing.
            }
        }
    }

    private DistributionDataPoint ofModel(PrometheusRegistry registry, String name, String help, double[] bounds) {
        return histogram(name, help, bounds)
                .labelNames(Metrics.MODEL_NAME)
                .register(registry)
                .labelValues(model.name());
    }

    private static Histogram.Builder histogram(String name, String help, double[] bounds) {
        return Histogram.builder().name(name).help(help).classicOnly().classicUpperBounds(bounds);
    }

    private static double[] processing() {
        return bounds(Metrics.PROCESSING_BUCKETS);
    }

    private static double[] bounds(List<Double> bounds) {
        return bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
