package io.inferencegateway.operator.assess;

import static io.inferencegateway.contract.wire.Metrics.CONFIDENCE;
import static io.inferencegateway.contract.wire.Metrics.ENDPOINT;
import static io.inferencegateway.contract.wire.Metrics.HTTP_ERRORS;
import static io.inferencegateway.contract.wire.Metrics.HTTP_REQUESTS;
import static io.inferencegateway.contract.wire.Metrics.HTTP_REQUEST_DURATION;
import static io.inferencegateway.contract.wire.Metrics.INFERENCE_DURATION;
import static io.inferencegateway.contract.wire.Metrics.INFERENCE_REQUESTS;
import static io.inferencegateway.contract.wire.Metrics.METHOD;
import static io.inferencegateway.contract.wire.Metrics.MODEL_MEMORY;
import static io.inferencegateway.contract.wire.Metrics.PREDICTIONS;
import static io.inferencegateway.contract.wire.Metrics.QUEUE_DEPTH;
import static io.inferencegateway.contract.wire.Metrics.STATUS_CODE;
import static io.inferencegateway.operator.assess.MetricChecks.scrape;

import io.inferencegateway.contract.wire.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// METRICS-1 to METRICS-8.
final class MetricsCriteria {
    private static final String SCRAPE = "curl URL/metrics";
    private static final String PROCESS_CPU = "process_cpu_seconds_total";

    static final List<Criterion> ALL = List.of(
            criterion(
                    1,
                    "Service exposes a metrics endpoint in the Prometheus exposition format",
                    "GET of the metrics path answers 200 with a Prometheus content type, and every line can be read",
                    "without a scrape nothing below exists",
                    "see that METRICS_PORT and METRICS_PATH are the asked ones (igw assess has --management-url and --metrics-path) and that nothing in between rewrites the answer",
                    MetricChecks::endpoint),
            criterion(
                    2,
                    "The four golden signals are instrumented: latency, traffic, errors, saturation",
                    "a prediction and a bad request raise "
                            + String.join(", ", HTTP_REQUEST_DURATION, HTTP_REQUESTS, HTTP_ERRORS) + "; " + QUEUE_DEPTH
                            + " has a value",
                    "these four tell users' pain before anything else does",
                    "scrape the pod itself, and drop none of these families by relabelling",
                    MetricsCriteria::goldenSignals),
            criterion(
                    3,
                    "HTTP request metrics: a counter and a histogram by method, endpoint and status",
                    HTTP_REQUESTS + " is a counter with method, endpoint and status_code, " + HTTP_REQUEST_DURATION
                            + " a histogram with method and endpoint",
                    "objectives and dashboards select by these labels",
                    "keep the pod's labels (honorLabels: true on a ServiceMonitor), and serve with an image of this project",
                    MetricsCriteria::requestMetrics),
            criterion(
                    4,
                    "Application metrics: inference latency, confidence, predictions",
                    "a prediction raises "
                            + String.join(", ", INFERENCE_REQUESTS, INFERENCE_DURATION, CONFIDENCE, PREDICTIONS),
                    "a model can fail without an HTTP error",
                    "scrape the pod itself, and drop none of these families by relabelling",
                    MetricsCriteria::applicationMetrics),
            criterion(
                    5,
                    "Resource metrics: model memory, queue depth, CPU",
                    MODEL_MEMORY + " is above 0; " + QUEUE_DEPTH + " and " + PROCESS_CPU + " have values",
                    "saturation shows here first",
                    "scrape the pod itself, and drop none of these families by relabelling",
                    MetricsCriteria::resourceMetrics),
            criterion(
                    6,
                    "Histogram buckets are aligned with the objectives",
                    "the thresholds of spec.slo (without a resource: the defaults) are bucket bounds of the histograms they speak of",
                    "a share within a threshold is counted only at a bound; between bounds it is guessed",
                    "set SLO_P99_LATENCY_MS, SLO_INFERENCE_P95_MS and SLO_CONFIDENCE_THRESHOLD to what is promised; the operator does so by itself",
                    MetricChecks::buckets),
            criterion(
                    7,
                    "Cardinality is controlled: label values are limited, no dimension is unbounded",
                    "a request to a random path leaves no trace in any label, and no label has more than "
                            + MetricChecks.MOST_VALUES + " values",
                    "one unbounded label can end a Prometheus",
                    "label by route template, never by raw path, id or text of a client",
                    MetricChecks::cardinality),
            criterion(
                    8,
                    "Metric names follow the conventions of Prometheus",
                    "every family has a type and a help text and passes the rules of promtool's lint for names, suffixes and units",
                    "a name that tells type and unit needs no manual",
                    "rename the family as the message says",
                    evidence -> scrape(
                            evidence,
                            scrape -> Judge.met(
                                    MetricNames.problems(scrape),
                                    "%d families, none against a rule"
                                            .formatted(scrape.families().size())))));

    private MetricsCriteria() {}

    private static Criterion criterion(
            int number, String title, String seenBy, String why, String mend, Function<Evidence, Result> check) {
        return new Criterion("METRICS-" + number, Group.METRICS, title, seenBy, why, mend, SCRAPE, check);
    }

    private static Result goldenSignals(Evidence evidence) {
        return MetricChecks.afterPredictions(evidence, scrape -> {
            var amiss = new ArrayList<String>();
            Stream.of(HTTP_REQUEST_DURATION + "_count", HTTP_REQUESTS)
                    .filter(sample -> evidence.scrapes().growth(sample, ENDPOINT, Endpoints.PREDICT) < 1)
                    .map(sample -> "a prediction did not raise " + sample)
                    .forEach(amiss::add);
            if (evidence.scrapes().growth(HTTP_ERRORS, ENDPOINT, Endpoints.PREDICT) < 1) {
                amiss.add("a bad request did not raise " + HTTP_ERRORS);
            }
            if (!scrape.has(QUEUE_DEPTH)) {
                amiss.add("no " + QUEUE_DEPTH);
            }
            return Judge.met(amiss, "latency, traffic, errors and saturation moved with our requests");
        });
    }

    private static Result requestMetrics(Evidence evidence) {
        return scrape(evidence, scrape -> {
            var amiss = new ArrayList<>(
                    MetricChecks.shape(scrape, HTTP_REQUESTS, "counter", METHOD, ENDPOINT, STATUS_CODE));
            amiss.addAll(MetricChecks.shape(scrape, HTTP_REQUEST_DURATION, "histogram", METHOD, ENDPOINT));
            return Judge.met(amiss, "counter and histogram with method, endpoint, status_code");
        });
    }

    private static Result applicationMetrics(Evidence evidence) {
        return MetricChecks.afterPredictions(
                evidence,
                scrape -> Judge.met(
                        Stream.of(INFERENCE_REQUESTS, INFERENCE_DURATION + "_count", CONFIDENCE + "_count", PREDICTIONS)
                                .filter(sample -> evidence.scrapes().growth(sample) < 1)
                                .map(sample -> "a prediction did not raise " + sample)
                                .toList(),
                        "inference time, confidence and predicted class moved with our prediction"));
    }

    private static Result resourceMetrics(Evidence evidence) {
        return scrape(evidence, scrape -> {
            var amiss = new ArrayList<String>();
            if (scrape.sum(MODEL_MEMORY) <= 0) {
                amiss.add(scrape.has(MODEL_MEMORY) ? MODEL_MEMORY + " is 0" : "no " + MODEL_MEMORY);
            }
            Stream.of(QUEUE_DEPTH, PROCESS_CPU)
                    .filter(name -> !scrape.has(name))
                    .map(name -> "no " + name)
                    .forEach(amiss::add);
            return Judge.met(amiss, "the model takes %.1f MB".formatted(scrape.sum(MODEL_MEMORY) / 1e6));
        });
    }
}
