package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Evidence.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Scrapes with one thing amiss.
final class SpoiltMetrics {
    private static final Healthy WELL = new Healthy();

    private SpoiltMetrics() {}

    static Stream<Spoilt> all() {
        return Stream.of(
                new Spoilt(
                        "METRICS-1",
                        "a garbled line",
                        "is no sample: http_requests_total{",
                        WELL.scrape(text -> text + "http_requests_total{\n")),
                new Spoilt(
                        "METRICS-1",
                        "another content type",
                        "its content type is 'text/html'",
                        WELL.scraped(new Answer(200, "text/html", "", ""))),
                new Spoilt("METRICS-1", "cut off", "cut off", WELL.scrape(text -> text + "# EO")),
                new Spoilt(
                        "METRICS-2",
                        "no errors counted",
                        "a bad request did not raise http_errors_total",
                        WELL.scrape(text -> Spoilt.dropped(text, "http_errors_total"))),
                new Spoilt(
                        "METRICS-3",
                        "another label",
                        "http_requests_total has no label status_code",
                        WELL.scrape(text -> text.replace("status_code=", "code="))),
                new Spoilt(
                        "METRICS-4",
                        "no confidence",
                        "a prediction did not raise inference_confidence_score_count",
                        WELL.scrape(text -> Spoilt.dropped(text, "inference_confidence_score"))),
                new Spoilt(
                        "METRICS-5",
                        "no memory",
                        "no model_memory_bytes",
                        WELL.scrape(text -> Spoilt.dropped(text, "model_memory_bytes"))),
                new Spoilt(
                        "METRICS-5",
                        "an empty model",
                        "model_memory_bytes is 0",
                        WELL.scrape(text -> text.replace("1.8543E7", "0.0"))),
                new Spoilt(
                        "METRICS-6",
                        "a bound less",
                        "http_request_duration_seconds has no bucket 0.3",
                        WELL.scrape(text -> text.replace("le=\"0.3\"", "le=\"0.25\""))),
                new Spoilt(
                        "METRICS-7",
                        "a raw path",
                        "endpoint of http_requests_total has the path of a request",
                        WELL.scrape(text -> text.replace("unmatched", "/igw-assess-path"))),
                new Spoilt(
                        "METRICS-7",
                        "too many values",
                        "endpoint of http_requests_total has 122 values",
                        WELL.scrape(text -> text
                                + IntStream.range(0, 120)
                                        .mapToObj(
                                                "http_requests_total{endpoint=\"/%d\",method=\"GET\",status_code=\"1\"} 1\n"
                                                        ::formatted)
                                        .collect(Collectors.joining()))),
                new Spoilt(
                        "METRICS-8",
                        "no help",
                        "model_memory_bytes has no help text",
                        WELL.scrape(text -> text.replace("# HELP model_memory_bytes Size of the model file\n", ""))),
                new Spoilt(
                        "METRICS-8",
                        "camel case",
                        "inferenceWorkers is not in snake_case",
                        WELL.scrape(text -> text
                                + "# HELP inferenceWorkers x\n# TYPE inferenceWorkers gauge\ninferenceWorkers 1\n")));
    }
}
