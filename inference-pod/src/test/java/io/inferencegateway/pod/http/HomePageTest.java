package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets the page, and with what; `.ci/page` looks at it in a browser.
class HomePageTest {
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static RunningPod pod;

    @BeforeAll
    static void start() {
        pod = RunningPod.ofColours(Map.of("ENVIRONMENT", "development", "REQUEST_TIMEOUT_MS", "60000"));
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @Test
    void aBrowserGetsThePageAndItsFilesUnderAPolicyThatAllowsNoOtherHost() throws Exception {
        var page = asked(pod, BROWSER);
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        assertEquals("Accept", header(page, "Vary"));
        var loaded = new HashSet<>(List.of("/page/page.css", "/page/page.js"));
        var links = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"").matcher(page.body());
        while (links.find()) {
            loaded.add("/" + links.group(1));
        }
        assertEquals(new HashSet<>(HomePage.files()), loaded);
        assertFalse(
                Pattern.compile("(?:src|href)=\"(?:https?:|//)")
                        .matcher(page.body())
                        .find(),
                page.body());
        for (var path : HomePage.files()) {
            var file = pod.get(path);
            assertEquals(200, file.statusCode(), path);
            assertEquals("nosniff", header(file, "X-Content-Type-Options"), path);
        }
        String policy = header(page, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertFalse(policy.contains("unsafe") || policy.contains("http"), policy);
    }

    @Test
    void itsSamplesAreTheRepositorys() throws Exception {
        var bytes = HttpResponse.BodyHandlers.ofByteArray();
        try (var client = HttpClient.newHttpClient()) {
            var request = pod.request(pod.settings().port(), "/page/samples/chelsea.jpg");
            assertArrayEquals(
                    RunningPod.sample("chelsea.jpg"),
                    client.send(request.build(), bytes).body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "application/json, text/html;q=0.9",
                "application/json, text/plain, */*",
                "text/html;q=0",
                "image/png",
                "text/html/html",
                ";;;",
                "text/html;q=x"
            })
    void anybodyElseGetsWhatTheLabAnswers(String accept) throws Exception {
        var answer = asked(pod, accept);
        assertEquals(404, answer.statusCode(), accept);
        assertEquals("application/json", header(answer, "Content-Type"), accept);
        assertEquals("NOT_FOUND", RunningPod.json(answer).stringValue("error", ""), accept);
    }

    @Test
    void anotherMethodThanGetFindsNothingThere() throws Exception {
        var post = pod.request(pod.settings().port(), "/")
                .header("Accept", BROWSER)
                .POST(HttpRequest.BodyPublishers.noBody());
        assertEquals(404, pod.send(post).statusCode());
        var file = pod.request(pod.settings().port(), "/page/page.js").POST(HttpRequest.BodyPublishers.noBody());
        assertEquals(405, pod.send(file).statusCode());
    }

    @Test
    void inProductionNobodyGetsItAndAnswersDoNotTellTheirTimes() throws Exception {
        try (var production =
                RunningPod.ofColours(Map.of("ENVIRONMENT", "production", "REQUEST_TIMEOUT_MS", "60000"))) {
            var nothing = asked(production, BROWSER);
            assertEquals(404, nothing.statusCode());
            assertEquals("", header(nothing, "Vary"));
            assertEquals("NOT_FOUND", RunningPod.json(nothing).stringValue("error", ""));
            var prediction = production.predict(RunningPod.sample("chelsea.jpg"));
            assertEquals(200, prediction.statusCode());
            assertEquals("", header(prediction, "Server-Timing"));
        }
    }

    @Test
    void anAnswerTellsHowLongItsStepsTook() throws Exception {
        // The answer's own figure is taken around the step's: longer where a thread had to wait for its core.
        double apart = 2;
        for (int turn = 0; turn < 10 && apart > 1; turn++) {
            var prediction = pod.predict(RunningPod.sample("chelsea.jpg"));
            assertEquals(200, prediction.statusCode());
            String timing = header(prediction, "Server-Timing");
            var parts = Pattern.compile(
                            "queue;dur=(\\S+), preprocess;dur=(\\S+), inference;dur=(\\S+), postprocess;dur=(\\S+)")
                    .matcher(timing);
            assertTrue(parts.matches(), timing);
            assertTrue(Double.parseDouble(parts.group(2)) > 0.01, timing);
            double inference = Double.parseDouble(parts.group(3));
            double told = RunningPod.json(prediction).doubleValue("inference_duration_ms", -1);
            assertTrue(inference > 0 && inference <= told + 0.011, timing + " beside " + told);
            apart = told - inference;
        }
        assertEquals(0, apart, 1);
    }

    private static HttpResponse<String> asked(RunningPod pod, String accept) throws Exception {
        var request = pod.request(pod.settings().port(), "/").GET();
        return pod.send(accept.isEmpty() ? request : request.header("Accept", accept));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
