package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The Open Inference Protocol over HTTP, against models whose answers are their inputs.
class OipRestTest {
    private static RunningPod table;
    private static RunningPod colours;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        table = serving("table.onnx", Map.of("MAX_REQUEST_BYTES", "20000"));
        colours = serving("colours.onnx", Map.of());
    }

    @AfterAll
    static void stop() {
        table.close();
        colours.close();
        CLIENT.close();
    }

    static RunningPod serving(String model, Map<String, String> more) {
        var env = new java.util.LinkedHashMap<>(more);
        env.put("MODEL_URI", "file://" + RunningPod.model(model));
        env.put("MODEL_VERSION", "7");
        env.putIfAbsent("MODEL_NAME", "m");
        env.put("REQUEST_TIMEOUT_MS", "60000");
        return RunningPod.with(env);
    }

    @Test
    void whatTheServerAndItsModelAre() throws Exception {
        assertJson(200, """
                {"name":"inference-gateway","version":"1.0.0","extensions":["binary_tensor_data","classification",\
                "model_configuration","parameters","schedule_policy","statistics"]}""", table.get("/v2"));
        assertJson(200, "{\"live\":true}", table.get("/v2/health/live"));
        assertJson(200, "{\"live\":true,\"ready\":true}", table.get("/v2/health/ready"));
        assertJson(200, "{\"models\":[\"m\"]}", table.get("/v2/models"));
        assertJson(200, "{\"models\":[\"m\",\"m_image\"]}", colours.get("/v2/models"));
        String metadata = """
                {"name":"m","versions":["7"],"platform":"onnxruntime_onnx",\
                "inputs":[{"name":"age","datatype":"INT64","shape":[-1,1]},{"name":"income","datatype":"FP32","shape":[-1,4]}],\
                "outputs":[{"name":"score","datatype":"FP32","shape":[-1,4]},{"name":"label","datatype":"INT64","shape":[-1,1]}]}""";
        assertJson(200, metadata, table.get("/v2/models/m"));
        assertJson(200, metadata, table.get("/v2/models/m/versions/7"));
        assertJson(200, "{\"name\":\"m\",\"ready\":true}", table.get("/v2/models/m/ready"));
        assertJson(200, "{\"name\":\"m\",\"ready\":true}", table.get("/v2/models/m/versions/7/ready"));
        assertJson(200, """
                {"name":"m","platform":"onnxruntime_onnx","backend":"onnxruntime","max_batch_size":1024,\
                "input":[{"name":"age","data_type":"TYPE_INT64","dims":[1]},{"name":"income","data_type":"TYPE_FP32","dims":[4]}],\
                "output":[{"name":"score","data_type":"TYPE_FP32","dims":[4]},{"name":"label","data_type":"TYPE_INT64","dims":[1]}],\
                "response_cache":{"enable":false}}""", table.get("/v2/models/m/config"));
        assertJson(200, """
                {"name":"m_image","versions":["7"],"platform":"onnxruntime_onnx",\
                "inputs":[{"name":"IMAGE","datatype":"BYTES","shape":[-1]}],\
                "outputs":[{"name":"logits","datatype":"FP32","shape":[-1,3]}]}""", colours.get("/v2/models/m_image"));
        assertJson(
                200,
                "[{\"name\":\"m\",\"version\":\"7\",\"state\":\"READY\",\"reason\":\"\"}]",
                post(table, "/v2/repository/index", "{}"));
        assertJson(200, "{\"models\":[\"m\"]}", table.get("/v1/models"));
        assertJson(200, "{\"name\":\"m\",\"ready\":true}", table.get("/v1/models/m"));
    }

    @Test
    void tensorsInJsonFlatOrNestedInAnyOrderOfFields() throws Exception {
        String expected = """
                {"model_name":"m","model_version":"7","id":"a-1","outputs":[\
                {"name":"score","datatype":"FP32","shape":[2,4],"data":[0.0,-0.1,1.0E30,"NaN",4.0,5.0,6.0,"-Infinity"]},\
                {"name":"label","datatype":"INT64","shape":[2,1],"data":[9223372036854775807,-5]}]}""";
        assertJson(200, expected, infer("""
                {"id": "a-1", "inputs": [
                  {"name": "age", "shape": [2, 1], "datatype": "INT64", "data": [9223372036854775807, -5]},
                  {"name": "income", "shape": [2, 4], "datatype": "FP32", "data": [[0, -0.1, 1e30, NaN], [4, 5, 6, "-Infinity"]]}]}"""));
        assertJson(200, expected, infer("""
                {"inputs": [
                  {"data": [[0, -0.1, 1e30, "NaN"], [4, 5, 6, -Infinity]], "unknown": {"a": [1]}, "datatype": "FP32", "name": "income", "shape": [2, 4]},
                  {"shape": [2, 1], "data": [[9223372036854775807], [-5]], "datatype": "INT64", "name": "age", "parameters": {}}],
                 "id": "a-1"}"""));
        assertJson(200, """
                {"model_name":"m","model_version":"7","outputs":[{"name":"label","datatype":"INT64","shape":[0,1],"data":[]}]}""", infer("""
                {"inputs": [{"name": "age", "shape": [0, 1], "datatype": "INT64", "data": []},
                  {"name": "income", "shape": [0, 4], "datatype": "FP32", "data": []}], "outputs": [{"name": "label"}]}"""));
    }

    @Test
    void tensorsInBinary() throws Exception {
        byte[] age = longs(41, 42);
        byte[] income = floats(0, 1, 2, 3, 4, 5, 6, 7);
        String json = """
                {"inputs": [
                  {"name": "age", "shape": [2, 1], "datatype": "INT64", "parameters": {"binary_data_size": 16}},
                  {"name": "income", "shape": [2, 4], "datatype": "FP32", "parameters": {"binary_data_size": 32}}],
                 "parameters": {"binary_data_output": true}}""";
        var answer = binary(json, concat(age, income), Map.of());
        assertEquals(200, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals("application/octet-stream", header(answer, "Content-Type"));
        int length = Integer.parseInt(header(answer, "Inference-Header-Content-Length"));
        assertEquals("""
                {"model_name":"m","model_version":"7","outputs":[\
                {"name":"score","datatype":"FP32","shape":[2,4],"parameters":{"binary_data_size":32}},\
                {"name":"label","datatype":"INT64","shape":[2,1],"parameters":{"binary_data_size":16}}]}""", new String(answer.body(), 0, length, StandardCharsets.UTF_8));
        assertArrayEquals(concat(income, age), tail(answer.body(), length));

        String mixed = json.replace("\"parameters\": {\"binary_data_output\": true}", """
                "outputs": [{"name": "label", "parameters": {"binary_data": true}}, {"name": "score"}]""");
        var both = binary(mixed, concat(age, income), Map.of());
        int head = Integer.parseInt(header(both, "Inference-Header-Content-Length"));
        assertTrue(new String(both.body(), 0, head, StandardCharsets.UTF_8).contains("\"data\":[0.0,1.0,2.0"));
        assertArrayEquals(age, tail(both.body(), head));
    }

    @Test
    void bodiesThatArePackedBothWays() throws Exception {
        byte[] plain = ("{\"inputs\": [{\"name\": \"age\", \"shape\": [100, 1], \"datatype\": \"INT64\", \"data\": "
                        + java.util.stream.IntStream.range(0, 100).boxed().toList()
                        + "}, {\"name\": \"income\", \"shape\": [100, 4], \"datatype\": \"FP32\", \"data\": "
                        + java.util.Collections.nCopies(400, 1.5) + "}]}")
                .getBytes(StandardCharsets.UTF_8);
        var expected = send(table, plain, Map.of());
        assertEquals(200, expected.statusCode());
        for (var coding : List.of("gzip", "deflate")) {
            var answer =
                    send(table, pack(plain, coding), Map.of("Content-Encoding", coding, "Accept-Encoding", coding));
            assertEquals(200, answer.statusCode(), () -> coding + new String(answer.body(), StandardCharsets.UTF_8));
            assertEquals(coding, header(answer, "Content-Encoding"));
            assertArrayEquals(expected.body(), unpack(answer.body(), coding));
        }
        byte[] bomb = pack(new byte[50_000], "gzip");
        assertError(413, "larger than 20000 bytes", send(table, bomb, Map.of("Content-Encoding", "gzip")));
        assertError(400, "not gzip", send(table, plain, Map.of("Content-Encoding", "gzip")));
        assertError(415, "content encoding", send(table, plain, Map.of("Content-Encoding", "br")));
    }

    @Test
    void aPictureAsItIsOrAsATensorOfBytes() throws Exception {
        byte[] picture = RunningPod.sample("chelsea.jpg");
        var raw = send(colours, "/v2/models/m_image/infer", picture, Map.of("Inference-Header-Content-Length", "0"));
        assertEquals(200, raw.statusCode(), new String(raw.body(), StandardCharsets.UTF_8));
        int head = Integer.parseInt(header(raw, "Inference-Header-Content-Length"));
        byte[] logits = tail(raw.body(), head);
        assertEquals(12, logits.length);

        byte[] element = concat(ints(picture.length), picture);
        String json = """
                {"inputs": [{"name": "IMAGE", "shape": [2], "datatype": "BYTES", "parameters": {"binary_data_size": %d}}],
                 "outputs": [{"name": "logits", "parameters": {"classification": 2}}]}""".formatted(2 * element.length);
        var two = binary(colours, "/v2/models/m_image/infer", json, concat(element, element), Map.of());
        String body = new String(two.body(), StandardCharsets.UTF_8);
        assertEquals(200, two.statusCode(), body);
        assertTrue(body.contains("\"datatype\":\"BYTES\",\"shape\":[2,2]"), body);
        assertTrue(body.matches(".*\\[(\"[0-9.]+:[012]:(red|green|blue)\",?){4}].*"), body);

        var wrong =
                send(colours, "/v2/models/m_image/infer", new byte[10], Map.of("Inference-Header-Content-Length", "0"));
        assertError(400, "", wrong);
        String scrape = colours.management("/metrics").body();
        assertTrue(scrape.contains("model_predictions_total{model_name=\"m\",predicted_class="), scrape);
        assertTrue(
                scrape.contains(
                        "http_requests_total{endpoint=\"/v2/models/{model}/infer\",method=\"POST\",outcome=\"success\",status_code=\"200\"}"),
                scrape);
        assertTrue(
                scrape.contains(
                        "http_requests_total{endpoint=\"/v2/models/{model}/infer\",method=\"POST\",outcome=\"rejected\",status_code=\"400\"}"),
                scrape);
    }

    @Test
    void aRawBodySaysTheShapeByItsLength() throws Exception {
        try (var fixed = serving("fixed.onnx", Map.of())) {
            var answer = send(fixed, floats(1, 2, 3, 4, 5, 6), Map.of("Inference-Header-Content-Length", "0"));
            int head = Integer.parseInt(header(answer, "Inference-Header-Content-Length"));
            assertTrue(new String(answer.body(), StandardCharsets.ISO_8859_1).contains("\"shape\":[2,3]"));
            assertArrayEquals(floats(-1, -2, -3, -4, -5, -6), tail(answer.body(), head));
            assertError(
                    400,
                    "raw body of 12 bytes",
                    send(fixed, new byte[12], Map.of("Inference-Header-Content-Length", "0")));
        }
        assertError(400, "one input", send(table, new byte[12], Map.of("Inference-Header-Content-Length", "0")));
    }

    @Test
    void rowsOfTheFirstVersion() throws Exception {
        assertJson(
                200,
                "{\"predictions\":[{\"score\":[1.0,2.0,3.0,4.0],\"label\":[1]},{\"score\":[5.0,6.0,7.0,8.0],\"label\":[2]}]}",
                post(table, "/v1/models/m:predict", """
                {"instances": [{"age": [1], "income": [1, 2, 3, 4]}, {"income": [5, 6, 7, 8], "age": [2]}]}"""));
        String picture = java.util.Base64.getEncoder().encodeToString(RunningPod.sample("chelsea.jpg"));
        for (var row : List.of("{\"b64\": \"%s\"}", "{\"IMAGE\": {\"b64\": \"%s\"}}")) {
            var answer =
                    post(colours, "/v1/models/m_image:predict", "{\"instances\": [" + row.formatted(picture) + "]}");
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().matches("\\{\"predictions\":\\[\\[[0-9.]+,[0-9.]+,[0-9.]+]]}"), answer.body());
        }
        for (var bad : List.of(
                "{}",
                "{\"instances\": 3}",
                "{\"instances\": [{}]}",
                "{\"instances\": [1]}",
                "{\"instances\": [{\"age\": [1]}]}",
                "{\"instances\": [{\"age\": [1], \"income\": [1, 2, 3]}]}",
                "{\"instances\": [{\"age\": [1], \"income\": [[1, 2], [3]]}]}",
                "{\"instances\": [{\"age\": 1, \"income\": [1, 2, 3, 4]}]}",
                "{\"instances\": [{\"age\": [1], \"income\": [1, 2, 3, 4]}, {\"age\": [1, 2], \"income\": [1, 2, 3, 4]}]}",
                "{\"instances\": [{\"age\": [1], \"income\": [1, 2, 3, 4], \"more\": 1}]}")) {
            assertError(400, "", post(table, "/v1/models/m:predict", bad));
        }
    }

    @Test
    void everyRequestThatIsWrongGetsItsStatusAndAnErrorInJson() throws Exception {
        String age = "{\"name\": \"age\", \"shape\": [1, 1], \"datatype\": \"INT64\", \"data\": [1]}";
        String income = "{\"name\": \"income\", \"shape\": [1, 4], \"datatype\": \"FP32\", \"data\": [1, 2, 3, 4]}";
        for (var wrong : List.of(
                new String[] {"", "not the JSON|must be a JSON object"},
                new String[] {"[]", "must be a JSON object"},
                new String[] {"{", "not the JSON"},
                new String[] {"{\"inputs\": []} x", "not the JSON|goes on"},
                new String[] {"{}", "no inputs"},
                new String[] {"{\"inputs\": {}}", "must be a JSON array"},
                new String[] {"{\"inputs\": []}", "input 'age' of the model 'm' is missing"},
                new String[] {inputs(age), "'income' of the model 'm' is missing"},
                new String[] {inputs(age, age, income), "there twice"},
                new String[] {inputs(age, income, age.replace("age", "height")), "no input 'height'"},
                new String[] {inputs(age.replace("INT64", "INT32"), income), "is INT32; the model takes INT64"},
                new String[] {inputs(age.replace("INT64", "INT65"), income), "no datatype 'INT65'"},
                new String[] {inputs(age.replace("[1, 1]", "[1]"), income), "has the shape \\[1]"},
                new String[] {inputs(age.replace("[1, 1]", "[1, -1]"), income), "must not be negative"},
                new String[] {inputs(age.replace("[1, 1]", "[1, 1.5]"), income), "whole number"},
                new String[] {inputs(age.replace("[1, 1]", "[1, 9999999999999]"), income), "fewer elements"},
                new String[] {inputs(age.replace("[1, 1]", "[4611686018427387904, 4]"), income), "fewer elements"},
                new String[] {inputs(age.replace("[1]", "[1, 2]"), income), "more elements"},
                new String[] {inputs(age.replace("[1]", "[]"), income), "0 elements"},
                new String[] {inputs(age.replace("[1]", "[1.5]"), income), "is no INT64"},
                new String[] {inputs(age.replace("[1]", "[9223372036854775808]"), income), "is no INT64"},
                new String[] {inputs(age.replace("[1]", "[null]"), income), "is no INT64"},
                new String[] {inputs(age.replace("[1]", "1"), income), "must be a JSON array"},
                new String[] {inputs(age.replace("[1]", "[[[1]]]"), income), "neither flat nor nested"},
                new String[] {inputs(age, income.replace("[1, 2, 3, 4]", "[[1, 2], [3, 4]]")), "neither flat nor nested"
                },
                new String[] {inputs(age, income.replace("[1, 2, 3, 4]", "[1, [2], 3, 4]")), "neither flat nor nested"},
                new String[] {inputs(age, income.replace("[1, 2, 3, 4]", "[1, 2, 3, 1e99]")), "is no FP32"},
                new String[] {inputs(age, income.replace("[1, 2, 3, 4]", "[1, 2, 3, \"4\"]")), "is no FP32"},
                new String[] {inputs(age, income.replace("FP32", "FP16")), "no JSON form"},
                new String[] {inputs(age.replace("\"data\": [1]", "\"data\": [1], \"data\": [1]"), income), "twice"},
                new String[] {inputs(age.replace(", \"data\": [1]", ""), income), "neither data nor"},
                new String[] {
                    inputs(age.replace("\"data\"", "\"parameters\": {\"binary_data_size\": 8}, \"data\""), income),
                    "both data and"
                },
                new String[] {
                    inputs(age.replace("\"data\": [1]", "\"parameters\": {\"binary_data_size\": 8}"), income),
                    "only 0 are left"
                },
                new String[] {
                    inputs(age, income).replaceFirst("\\{", "{\"outputs\": [{\"name\": \"x\"}], "), "no output 'x'"
                },
                new String[] {inputs(age, income).replaceFirst("\\{", "{\"outputs\": [{}], "), "output has no name"},
                new String[] {
                    inputs(age, income)
                            .replaceFirst("\\{", "{\"outputs\": [{\"name\": \"label\"}, {\"name\": \"label\"}], "),
                    "asked for twice"
                },
                new String[] {
                    inputs(age, income).replaceFirst("\\{", "{\"parameters\": {\"priority\": 10}, "), "priority"
                },
                new String[] {
                    inputs(age, income).replaceFirst("\\{", "{\"parameters\": {\"timeout\": \"1\"}, "), "timeout"
                },
                new String[] {inputs(age, income).replaceFirst("\\{", "{\"id\": 7, "), "id must be"},
                new String[] {"[".repeat(1000), "must be a JSON object|not the JSON"},
                new String[] {"{\"x\": " + "[".repeat(1000), "not the JSON"})) {
            var answer = infer(wrong[0]);
            assertError(400, "", answer);
            assertTrue(answer.body().matches(".*(" + wrong[1] + ").*"), wrong[0] + " -> " + answer.body());
        }
        assertError(413, "larger than 20000 bytes", infer("{\"inputs\": [" + " ".repeat(20_000)));
        assertError(
                400,
                "1001",
                infer("{}".repeat(1), Map.of("Inference-Header-Content-Length", "1001")),
                "must be the number of bytes");
        assertError(400, "", infer("{}", Map.of("Inference-Header-Content-Length", "-1")));
        assertError(404, "no model 'x'", post(table, "/v2/models/x/infer", "{}"));
        assertError(404, "no version '8'", post(table, "/v2/models/m/versions/8/infer", "{}"));
        assertError(404, "no model 'x'", table.get("/v2/models/x"));
        assertError(404, "no model 'x'", table.get("/v2/models/x/ready"));
        assertError(404, "nothing at this path", table.get("/v2/nothing"));
        assertError(405, "answers GET only", post(table, "/v2", ""));
        assertError(405, "answers POST only", table.get("/v2/models/m/infer"));
        assertError(400, "one model", post(table, "/v2/repository/models/m/load", "{}"));
        assertError(400, "one model", post(table, "/v2/repository/models/m/unload", "{}"));
        byte[] json =
                "{\"inputs\": [{\"name\": \"age\", \"shape\": [1, 1], \"datatype\": \"INT64\", \"parameters\": {\"binary_data_size\": 4}}]}"
                        .getBytes(StandardCharsets.UTF_8);
        assertError(
                400,
                "4 bytes of data",
                send(table, concat(json, new byte[4]), Map.of("Inference-Header-Content-Length", "" + json.length)));
        assertError(
                400,
                "more than its inputs say",
                send(table, concat(json, new byte[9]), Map.of("Inference-Header-Content-Length", "" + json.length)));
    }

    @Test
    void theStatisticsCountWhatWasAnswered() throws Exception {
        try (var pod = serving("table.onnx", Map.of())) {
            String asked = inputs(
                    "{\"name\": \"age\", \"shape\": [3, 1], \"datatype\": \"INT64\", \"data\": [1, 2, 3]}",
                    "{\"name\": \"income\", \"shape\": [3, 4], \"datatype\": \"FP32\", \"data\": [1,2,3,4,5,6,7,8,9,10,11,12]}");
            for (int i = 0; i < 2; i++) {
                assertEquals(200, post(pod, "/v2/models/m/infer", asked).statusCode());
            }
            for (var path : List.of("/v2/models/stats", "/v2/models/m/stats", "/v2/models/m/versions/7/stats")) {
                var stats = RunningPod.json(pod.get(path))
                        .arrayValue("model_stats")
                        .orElseThrow()
                        .values();
                var m = stats.getFirst().asObject();
                assertEquals("m", m.stringValue("name", ""));
                assertEquals(6, m.intValue("inference_count", -1));
                assertEquals(2, m.intValue("execution_count", -1));
                var sums = m.objectValue("inference_stats").orElseThrow();
                for (var part : List.of("success", "queue", "compute_input", "compute_infer", "compute_output")) {
                    var sum = sums.objectValue(part).orElseThrow();
                    assertEquals(2, sum.intValue("count", -1), part);
                    assertTrue(sum.intValue("ns", -1) > 0, part);
                }
                assertEquals(0, sums.objectValue("fail").orElseThrow().intValue("count", -1));
                var batch = m.arrayValue("batch_stats")
                        .orElseThrow()
                        .values()
                        .getFirst()
                        .asObject();
                assertEquals(3, batch.intValue("batch_size", -1));
            }
        }
    }

    @Test
    void aModelThatCannotBeLoadedIsNotReadyAndSaysWhy() throws Exception {
        try (var pod = serving("unsigned-input.onnx", Map.of())) {
            for (var path : List.of("/v2/health/ready", "/v2/models/m/ready", "/v2/models/m")) {
                var answer = pod.get(path);
                assertError(503, "in_uint32", answer);
                assertTrue(answer.body().contains("takes no UINT32"), answer.body());
            }
            assertJson(200, "{\"live\":true}", pod.get("/v2/health/live"));
            assertError(503, "takes no UINT32", post(pod, "/v2/models/m/infer", "{}"));
        }
    }

    private static String inputs(String... inputs) {
        return "{\"inputs\": [" + String.join(", ", inputs) + "]}";
    }

    private static void assertJson(int status, String json, HttpResponse<String> answer) {
        assertEquals(json, answer.body());
        assertEquals(status, answer.statusCode());
        assertEquals(List.of("application/json"), answer.headers().allValues("Content-Type"));
        assertEquals(1, answer.headers().allValues("X-Request-ID").size());
    }

    private static void assertError(int status, String part, HttpResponse<?> answer, String... more) {
        String body =
                answer.body() instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "" + answer.body();
        assertEquals(status, answer.statusCode(), body);
        assertEquals(List.of("application/json"), answer.headers().allValues("Content-Type"));
        assertTrue(body.startsWith("{") && body.contains("\"error\":\""), body);
        assertTrue(more.length > 0 || body.contains(part), body);
        for (var each : more) {
            assertTrue(body.contains(each), body);
        }
    }

    private static HttpResponse<String> infer(String json) throws Exception {
        return post(table, "/v2/models/m/infer", json);
    }

    private static HttpResponse<String> infer(String json, Map<String, String> headers) throws Exception {
        var request =
                table.request(table.settings().port(), "/v2/models/m/infer").POST(BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(RunningPod pod, String path, String json) throws Exception {
        return pod.send(pod.request(pod.settings().port(), path).POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<byte[]> binary(String json, byte[] tail, Map<String, String> more) throws Exception {
        return binary(table, "/v2/models/m/infer", json, tail, more);
    }

    static HttpResponse<byte[]> binary(RunningPod pod, String path, String json, byte[] tail, Map<String, String> more)
            throws Exception {
        byte[] head = json.getBytes(StandardCharsets.UTF_8);
        var headers = new java.util.LinkedHashMap<>(more);
        headers.put("Inference-Header-Content-Length", "" + head.length);
        return send(pod, path, concat(head, tail), headers);
    }

    private static HttpResponse<byte[]> send(RunningPod pod, byte[] body, Map<String, String> headers)
            throws Exception {
        return send(pod, "/v2/models/m/infer", body, headers);
    }

    private static HttpResponse<byte[]> send(RunningPod pod, String path, byte[] body, Map<String, String> headers)
            throws Exception {
        var request = pod.request(pod.settings().port(), path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static byte[] pack(byte[] plain, String coding) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var packing = coding.equals("gzip") ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            packing.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] unpack(byte[] packed, String coding) throws Exception {
        var in = new ByteArrayInputStream(packed);
        return (coding.equals("gzip") ? new GZIPInputStream(in) : new java.util.zip.InflaterInputStream(in))
                .readAllBytes();
    }

    static byte[] tail(byte[] body, int from) {
        return java.util.Arrays.copyOfRange(body, from, body.length);
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] floats(float... values) {
        var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    private static byte[] longs(long... values) {
        var buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            buffer.putLong(value);
        }
        return buffer.array();
    }

    private static byte[] ints(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
