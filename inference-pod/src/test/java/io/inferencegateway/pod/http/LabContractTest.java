package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.json.JsonObject;
import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.contract.wire.Setting;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.http.LabPage.Row;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every row of `docs/reference/lab.md`, looked for in what a pod process answers, exposes, logs and exports. The rows
/// are read from the page: it cannot say what is not so.
class LabContractTest {
    private static final String CALLERS_SPAN = "b7ad6b7169203331";
    private static final Map<String, Integer> ANSWERS = new HashMap<>();
    private static final List<JsonObject> LINES = new ArrayList<>();
    private static final Map<String, Span> SPANS = new HashMap<>();
    private static Collector collector;
    private static String scrape;

    /// A good request and bad ones to a pod, and one to a pod without a model; then both end.
    @BeforeAll
    static void listen(@TempDir Path good, @TempDir Path bad) throws Exception {
        collector = new Collector();
        var tracing = Map.of(
                "OTEL_TRACES_EXPORTER", "otlp",
                "OTEL_LOGS_EXPORTER", "otlp",
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
        var variables = new HashMap<>(tracing);
        variables.put("LOG_LEVEL", "DEBUG");
        variables.put("MODEL_URI", "file://" + RunningPod.model("colours.onnx"));
        try (var pod = PodProcess.start(good, 200, variables)) {
            assertEquals(400, pod.predict("no picture".getBytes()).statusCode());
            var picture = RunningPod.sample("chelsea.jpg");
            ANSWERS.put(
                    "POST /predict",
                    pod.send(pod.request("/predict")
                                    .header("Content-Type", "multipart/form-data; boundary=----pictures")
                                    .header(
                                            "traceparent",
                                            "00-0af7651916cd43dd8448eb211c80319c-" + CALLERS_SPAN + "-01")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.form("file", picture))))
                            .statusCode());
            for (var row : LabPage.table("Lab | Here")) {
                var words = row.quoted(1).split(" ");
                if (words[0].equals("GET")) {
                    ANSWERS.put(
                            row.quoted(1), pod.send(pod.request(words[1]).GET()).statusCode());
                }
            }
            scrape = pod.send(pod.request("/metrics").GET()).body();
            pod.stop();
            LINES.addAll(pod.lines());
        }
        for (var span : collector.spans()) {
            // The good request came after the bad one.
            SPANS.put(span.getName(), span);
        }
        // In development, and with no exporter named.
        var defaults =
                Map.of("MODEL_URI", "file:///nothing/here.onnx", "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
        try (var pod = PodProcess.start(bad, 503, defaults)) {
            assertEquals(503, pod.predict("no picture".getBytes()).statusCode());
            pod.stop();
            LINES.addAll(pod.lines());
        }
    }

    @AfterAll
    static void end() {
        collector.close();
    }

    @Test
    void everyEndpointAnswersAsThePageSays() throws Exception {
        for (var row : LabPage.table("Lab | Here")) {
            assertEquals(Integer.parseInt(row.cell(2)), ANSWERS.get(row.quoted(1)), row.quoted(1));
        }
    }

    @Test
    void everySettingAllowsWhatThePageSaysAndSaysSoWhenItRefuses() throws Exception {
        for (var row : LabPage.table("Lab | Allowed here")) {
            String name = row.quoted(0);
            var setting = Setting.table().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no setting " + name));
            assertEquals(row.cell(1), setting.allowed(), name);
            if (!row.quoted(2).isEmpty()) {
                var refused =
                        assertThrows(InvalidSettings.class, () -> PodSettings.fromEnv(Map.of(name, row.quoted(2))));
                assertEquals(
                        List.of("%s is '%s'; allowed: %s".formatted(name, row.quoted(2), row.cell(1))),
                        refused.problems());
            }
        }
    }

    @Test
    void theErrorsOfThePageAreTheErrorTable() throws Exception {
        var here = new TreeSet<String>();
        for (var problem : Problems.oneOfEach()) {
            var answer = Respond.answer(problem);
            here.add(ErrorType.of(problem).label() + " " + answer.code() + " " + answer.status());
        }
        var page = LabPage.table("Lab's exception: `error_type`").stream()
                .map(row -> row.quoted(0) + " " + row.quoted(1) + " " + row.cell(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(here, page);
    }

    @Test
    void everyFamilyIsInTheScrapeWithItsLabelsAndBuckets() throws Exception {
        for (var row : LabPage.table("Family")) {
            String name = row.quoted(0);
            assertTrue(scrape.contains("\n# TYPE " + name + " " + row.cell(1) + "\n"), () -> name + "\n" + scrape);
            var samples = scrape.lines()
                    .filter(line -> line.matches(name + "(_bucket|_sum|_count)?[ {].*"))
                    .toList();
            assertFalse(samples.isEmpty(), name);
            for (var sample : samples) {
                assertEquals(row.set(2), labels(sample), sample);
            }
            var bounds = samples.stream()
                    .filter(line -> line.startsWith(name + "_bucket"))
                    .map(line -> line.replaceAll(".*le=\"([^\"]+)\".*", "$1"))
                    .filter(bound -> !bound.equals("+Inf"))
                    .map(Double::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(numbers(row.cell(3)), bounds, name);
        }
    }

    @Test
    void everyEventIsInTheLogWithItsLevelAndFields() throws Exception {
        for (var row : LabPage.table("Lab's event")) {
            if (row.cell(1).isEmpty()) {
                continue;
            }
            if (row.cell(4).startsWith("Not provoked by the test")) {
                assertTrue(source().contains('"' + row.quoted(1) + '"'), row.quoted(1));
                continue;
            }
            var lines = LINES.stream()
                    .filter(line -> line.stringValue("event", "").equals(row.quoted(1)))
                    .toList();
            assertTrue(lines.stream().anyMatch(line -> has(line, row)), () -> row + "\n" + lines);
        }
    }

    @Test
    void everyLineHasTheServicesFieldsAndThoseOfAPredictionItsTraces() {
        assertTrue(LINES.size() > 10, LINES.toString());
        for (var line : LINES) {
            assertTrue(
                    line.keysAsStrings()
                            .containsAll(Set.of(
                                    "event", "timestamp", "level", "logger", "service", "version", "environment")),
                    line.toString());
        }
        for (var event : List.of("Prediction successful", "inference_completed", "Invalid input")) {
            var line = LINES.stream()
                    .filter(one -> one.stringValue("event", "").equals(event))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    line.keysAsStrings().containsAll(Set.of("trace_id", "span_id", "trace_flags", "request_id")),
                    line.toString());
        }
    }

    @Test
    void theLinesAreExportedToo() {
        var exported = collector.logs();
        var sent = exported.stream()
                .filter(log -> log.getBody().getStringValue().equals("Prediction successful"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(exported.toString()));
        assertTrue(
                Collector.keys(sent.getAttributesList())
                        .containsAll(Set.of("filename", "top_prediction", "confidence", "request_id")),
                sent.toString());
        assertEquals(SPANS.get("predict_endpoint").getTraceId(), sent.getTraceId());
    }

    @Test
    void everySpanIsExportedBelowItsParentWithItsAttributes() throws Exception {
        for (var row : LabPage.table("Span")) {
            var span = SPANS.get(row.quoted(0));
            assertTrue(span != null, () -> row.quoted(0) + " is not among " + SPANS.keySet());
            var keys = Collector.keys(span.getAttributesList());
            assertTrue(keys.containsAll(row.set(2)), () -> row + "\n" + keys);
            String parent = hex(span.getParentSpanId().toByteArray());
            if (row.cell(1).isEmpty()) {
                assertEquals("", parent, row.quoted(0));
            } else if (row.quoted(1).isEmpty()) {
                assertEquals(CALLERS_SPAN, parent, row.quoted(0));
            } else {
                assertEquals(hex(SPANS.get(row.quoted(1)).getSpanId().toByteArray()), parent, row.quoted(0));
            }
        }
    }

    @Test
    void inDevelopmentSpansAreInTheLogUnlessAnExporterIsNamed() {
        var written = LINES.stream()
                .filter(line -> line.stringValue("logger", "").endsWith(".LoggingSpanExporter"))
                .map(line -> line.stringValue("event", ""))
                .toList();
        assertTrue(written.stream().anyMatch(span -> span.contains("predict_endpoint")), written.toString());
        assertFalse(written.stream().anyMatch(span -> span.contains("run_inference")), "the first pod named one");
    }

    @Test
    void everyResourceAttributeIsExported() throws Exception {
        var keys = Collector.keys(collector.resource().getAttributesList());
        for (var row : LabPage.table("Resource attribute")) {
            assertTrue(keys.contains(row.quoted(0)), () -> row.quoted(0) + " is not among " + keys);
        }
    }

    private static boolean has(JsonObject line, Row row) {
        return line.stringValue("level", "").equals(row.cell(2))
                && line.keysAsStrings().containsAll(row.all(3));
    }

    private static Set<String> labels(String sample) {
        int from = sample.indexOf('{');
        if (from < 0) {
            return Set.of();
        }
        var names = new TreeSet<String>();
        for (var label : sample.substring(from + 1, sample.lastIndexOf('}')).split(",")) {
            names.add(label.substring(0, label.indexOf('=')));
        }
        names.remove("le");
        return names;
    }

    private static Set<Double> numbers(String cell) {
        return cell.isEmpty()
                ? Set.of()
                : List.of(cell.split(" ")).stream().map(Double::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String source() throws Exception {
        var all = new StringBuilder();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static String hex(byte[] id) {
        return java.util.HexFormat.of().formatHex(id);
    }
}
