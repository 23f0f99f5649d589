package io.inferencegateway.operator.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A report for programs.
public final class LoadJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9);

    private LoadJson() {}

    /// The whole document, with a last line break.
    public static String of(Report report, List<Promise> promises) {
        var document = new LinkedHashMap<String, Object>();
        document.put("ratePerSecond", report.perSecond());
        document.put("seconds", report.lasted().toMillis() / 1_000.0);
        document.put("predictions", report.predictions());
        document.put("probes", report.others());
        document.put("latencyMs", latency(report));
        document.put("sentLateMs", report.late().toNanos() / 1e6);
        document.put("objectives", promises.stream().map(LoadJson::json).toList());
        try {
            return JSON.writeValueAsString(document) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Double> latency(Report report) {
        var latency = new LinkedHashMap<String, Double>();
        for (double percentile : PERCENTILES) {
            latency.put("p" + (percentile == 99.9 ? "99.9" : (int) percentile), report.milliseconds(percentile));
        }
        latency.put("max", report.milliseconds(100));
        return latency;
    }

    private static Map<String, Object> json(Promise promise) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("objective", promise.objective());
        fields.put("target", promise.target());
        fields.put("measured", promise.measured());
        fields.put("good", promise.good());
        fields.put("events", promise.events());
        fields.put("kept", promise.kept());
        return fields;
    }
}
