package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.predict.Problem;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The committed OpenAPI document says what the routes and the error table say, no more and no less.
class OpenApiTest {
    private static final JsonObject NONE = JsonObject.empty();
    private static final JsonObject DOCUMENT = OpenApi.committed();

    @Test
    void everyRouteOfTheApiPortIsDocumentedAndNothingElse() {
        var routes = new HashMap<String, Set<String>>();
        Route.all(Endpoints.METRICS).stream()
                // The management port's: for the kubelet, and for whoever looks into a pod.
                .filter(route ->
                        !route.path().startsWith("/health/") && !route.path().equals(Endpoints.TRACES))
                .forEach(route -> routes.computeIfAbsent(route.path(), _ -> new HashSet<>())
                        .add(route.method().toLowerCase()));
        routes.put(SloHandler.PATH, Set.of("get")); // of what is there in development only, the one that is no page
        var documented = new HashMap<String, Set<String>>();
        for (var path : paths().keysAsStrings()) {
            documented.put(path, paths().objectValue(path, NONE).keysAsStrings());
        }
        assertEquals(routes, documented);
    }

    @Test
    void aPredictionsStatusesAndCodesAreThoseOfTheErrorTable() throws Exception {
        var expected = new TreeMap<Integer, Set<String>>();
        expected.put(200, Set.of());
        for (var problem : madeProblems()) {
            var answer = Respond.answer(problem);
            var codes = expected.computeIfAbsent(answer.status(), _ -> new TreeSet<>());
            codes.addAll(problem instanceof Problem.BadRequest ? badRequestCodes() : Set.of(answer.code()));
        }
        // The two answers of ErrorAnswers that are no problem of ours: a malformed request, a bug.
        expected.get(400).add("BAD_REQUEST");
        expected.get(500).add("INTERNAL_SERVER_ERROR");
        assertEquals(expected, statusesAndCodes("/predict", "post"));
    }

    @Test
    void aPredictionOfTheProtocolHasTheStatusesOfTheErrorTable() throws Exception {
        var expected = new TreeSet<>(Set.of(200));
        for (var problem : Problems.oneOfEach()) {
            expected.add(Respond.answer(problem).status());
        }
        for (var path : List.of(OipPath.MODEL + OipPath.INFER, OipPath.V1_PREDICT)) {
            assertEquals(expected, statusesAndCodes(path, "post").keySet(), path);
        }
    }

    @Test
    void theOtherRoutesFailAsTheCodeDoes() {
        Map<Integer, Set<String>> usual =
                Map.of(200, Set.of(), 400, Set.of("BAD_REQUEST"), 500, Set.of("INTERNAL_SERVER_ERROR"));
        for (var path : List.of("/healthz", "/metrics", "/slo", "/openapi.json")) {
            assertEquals(usual, statusesAndCodes(path, "get"), path);
        }
        var readyz = new TreeMap<Integer, Set<String>>(usual);
        readyz.put(503, Set.of("MODEL_NOT_LOADED"));
        assertEquals(readyz, statusesAndCodes("/readyz", "get"));
    }

    @Test
    void theErrorCodesAreAClosedSet() throws Exception {
        var made = new TreeSet<>(badRequestCodes());
        madeProblems().stream()
                .filter(problem -> !(problem instanceof Problem.BadRequest))
                .map(problem -> Respond.answer(problem).code())
                .forEach(made::add);
        made.addAll(inSources("Respond\\.error(?:Body)?\\(\\s*(?:response,\\s*)?(?:\\w+,\\s*)?\"([A-Z_]+)\""));
        var schema = DOCUMENT.objectValue("components", NONE)
                .objectValue("schemas", NONE)
                .objectValue("Error", NONE)
                .objectValue("properties", NONE)
                .objectValue("error", NONE);
        assertEquals(made, codes(schema));
    }

    @Test
    void theServedDocumentNamesTheVersionAndThePortsOwnRoutes() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("SERVICE_VERSION", "7.8.9", "ENVIRONMENT", "production"))) {
            var response = pod.get("/openapi.json");
            assertEquals(200, response.statusCode());
            var served = RunningPod.json(response);
            assertEquals("7.8.9", served.objectValue("info", NONE).stringValue("version", ""));
            var here = served.objectValue("paths", NONE).keysAsStrings();
            assertFalse(here.contains("/metrics"), "metrics have their own port: " + here);
            assertTrue(here.contains("/predict"), here.toString());
            assertEquals(405, post(pod, "/openapi.json"));
            assertFalse(here.contains("/slo"), here.toString());
            for (var route : Route.ofDevelopment()) {
                assertEquals(404, pod.get(route.path()).statusCode(), route.path());
            }
        }
    }

    @Test
    void metricsOnTheApiPortAreDocumentedWhereTheyAre() throws Exception {
        var settings = PodSettings.fromEnv(Map.of("METRICS_PATH", "/prometheus"));
        var here = OpenApi.of(settings).objectValue("paths", NONE);
        assertTrue(here.containsKey("/prometheus"), here.toString());
        assertFalse(here.containsKey("/metrics"), here.toString());
    }

    @Test
    void inDevelopmentThereIsAPageThatLoadsNothingFromElsewhere() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("ENVIRONMENT", "development"))) {
            var page = pod.get("/docs");
            assertEquals(200, page.statusCode());
            assertTrue(page.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .startsWith("default-src 'self'"));
            var links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
            int loaded = 0;
            while (links.find()) {
                assertTrue(DocsPage.paths().contains(links.group(1)), links.group(1));
                assertEquals(200, pod.get(links.group(1)).statusCode(), links.group(1));
                loaded++;
            }
            assertEquals(3, loaded);
            assertTrue(pod.get("/docs/start.js").body().contains("'/openapi.json'"));
            assertEquals(307, pod.get("/redoc").statusCode());
            assertEquals(405, post(pod, "/docs"));
        }
    }

    private static int post(RunningPod pod, String path) throws Exception {
        var request = pod.request(pod.settings().port(), path).POST(HttpRequest.BodyPublishers.noBody());
        return pod.send(request).statusCode();
    }

    private static JsonObject paths() {
        return DOCUMENT.objectValue("paths", NONE);
    }

    private static Map<Integer, Set<String>> statusesAndCodes(String path, String method) {
        var responses =
                paths().objectValue(path, NONE).objectValue(method, NONE).objectValue("responses", NONE);
        var found = new TreeMap<Integer, Set<String>>();
        for (var status : responses.keysAsStrings()) {
            found.put(Integer.parseInt(status), new TreeSet<>(errorCodes(responses.objectValue(status, NONE))));
        }
        return found;
    }

    private static Set<String> errorCodes(JsonObject response) {
        var reference = response.stringValue("$ref", "");
        if (!reference.isEmpty()) {
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            return errorCodes(DOCUMENT.objectValue("components", NONE)
                    .objectValue("responses", NONE)
                    .objectValue(name, NONE));
        }
        var schema = response.objectValue("content", NONE)
                .objectValue("application/json", NONE)
                .objectValue("schema", NONE);
        return schema.arrayValue("allOf").stream()
                .flatMap(all -> all.values().stream())
                .flatMap(part ->
                        codes(part.asObject().objectValue("properties", NONE).objectValue("error", NONE)).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> codes(JsonObject schema) {
        return schema.arrayValue("enum").stream()
                .flatMap(values -> values.values().stream())
                .map(JsonValue::asString)
                .map(text -> text.value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// One of every kind of problem that the sources make.
    private static List<Problem> madeProblems() throws Exception {
        var made = inSources("new Problem\\.(\\w+)\\(");
        assertTrue(made.contains("BadRequest"), made.toString());
        return Problems.oneOfEach().stream()
                .filter(problem -> made.contains(problem.getClass().getSimpleName()))
                .toList();
    }

    private static Set<String> badRequestCodes() throws IOException {
        return inSources("new Problem\\.BadRequest\\(\\s*\"([A-Z_]+)\"");
    }

    private static Set<String> inSources(String regex) throws IOException {
        var found = new TreeSet<String>();
        var pattern = Pattern.compile(regex);
        try (var files = Files.walk(Path.of("src/main/java"))) {
            // The protocol's routes answer without a code.
            for (var file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/oip/"))
                    .toList()) {
                var matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found;
    }
}
