package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Warm-up and the golden picture: what happens between a loaded model and a ready pod.
class SelfTestTest {
    private static final String CHELSEA = Path.of("../config/samples/chelsea.jpg")
            .toAbsolutePath()
            .normalize()
            .toString();

    @Test
    void aKnownPictureThatIsClassifiedRightMakesThePodReady() throws Exception {
        // Egyptian cat with 0.39 is the reference's answer in expected.json.
        try (var pod = RunningPod.with(test(CHELSEA, "285", "0.35"))) {
            assertEquals(200, pod.get("/readyz").statusCode());
        }
    }

    @Test
    void anotherClassIsNamedWithTheOneThatWasExpected() throws Exception {
        ModelProblemsTest.assertUnready(
                test(CHELSEA, "281", "0.5"),
                "chelsea.jpg must be class 281 ('tabby') with a confidence of at least 0.5, but the model says class 285"
                        + " ('Egyptian cat') with 0.");
    }

    @Test
    void tooLittleConfidenceIsNamed() throws Exception {
        ModelProblemsTest.assertUnready(
                test(CHELSEA, "285", "0.99"),
                "must be class 285 ('Egyptian cat') with a confidence of at least 0.99, but the model says class 285");
    }

    @Test
    void whatCannotBeTestedIsNoPass() throws Exception {
        ModelProblemsTest.assertUnready(test("/nowhere/cat.jpg", "285", "0.5"), "cannot read SELF_TEST_IMAGE_FILE");
        ModelProblemsTest.assertUnready(
                test(CHELSEA, "1000", "0.5"), "SELF_TEST_EXPECT_CLASS is 1000, but the model has 1000 classes");
        ModelProblemsTest.assertUnready(
                test(RunningPod.model("colours.onnx").toString(), "285", "0.5"), "colours.onnx cannot be classified: ");
        var noImages = new LinkedHashMap<>(test(CHELSEA, "0", "0.5"));
        noImages.put("MODEL_URI", "file://" + RunningPod.model("table.onnx"));
        ModelProblemsTest.assertUnready(noImages, "self-test: the model cannot classify a picture: it has 2 inputs");
    }

    @Test
    void warmUpCanBeSwitchedOffAndItsDurationIsExported() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("WARMUP_ITERATIONS", "0"))) {
            assertEquals(0, warmUp(pod));
            assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
        }
        try (var pod = RunningPod.ofColours(Map.of("WARMUP_ITERATIONS", "100", "WORKERS", "2"))) {
            assertTrue(warmUp(pod) > 0);
        }
    }

    @Test
    void theThreadsThatWereChosenAreExported() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (var pod = RunningPod.ofColours(Map.of("WORKERS", "1"))) {
            String scrape = pod.management("/metrics").body();
            assertTrue(scrape.contains("\ninference_workers 1.0\n"), scrape);
            assertTrue(scrape.contains("\ninference_intra_op_threads " + cores + ".0\n"), scrape);
            assertTrue(scrape.contains("inference_device_info{actual=\"cpu\",requested=\"cpu\"} 1"), scrape);
        }
    }

    private static double warmUp(RunningPod pod) throws Exception {
        return pod.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("model_warmup_duration_seconds "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> test(String image, String expected, String confidence) {
        return Map.of(
                "SELF_TEST_IMAGE_FILE",
                image,
                "SELF_TEST_EXPECT_CLASS",
                expected,
                "SELF_TEST_MIN_CONFIDENCE",
                confidence);
    }
}
