package io.inferencegateway.pod.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.grpc.GrpcFuzz;
import io.inferencegateway.pod.http.MultipartFuzz;
import io.inferencegateway.pod.oip.OipFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The short form of `.ci/fuzz`: every committed input, and a few hundred random changes of each, through the same
/// targets. What the long form finds is committed as an input here.
class SeedsTest {
    private static final Path SEEDS = Path.of("src/test/fuzz");
    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "jpeg", PictureFuzz::fuzzerTestOneInput,
            "png", PictureFuzz::fuzzerTestOneInput,
            "multipart", MultipartFuzz::fuzzerTestOneInput,
            "settings", SettingsFuzz::fuzzerTestOneInput,
            "model-card", ModelCardFuzz::fuzzerTestOneInput,
            "oip", OipFuzz::fuzzerTestOneInput,
            "oip-rows", OipFuzz.Rows::fuzzerTestOneInput,
            "grpc", GrpcFuzz::fuzzerTestOneInput,
            "grpc-frames", GrpcFuzz.Frames::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> everyInputEndsWell() throws IOException {
        return TARGETS.keySet().stream().sorted().flatMap(target -> seeds(target)
                .map(seed -> DynamicTest.dynamicTest(target + "/" + seed.getFileName(), () -> {
                    byte[] input = Files.readAllBytes(seed);
                    assertTimeout(Duration.ofSeconds(60), () -> run(TARGETS.get(target), input));
                })));
    }

    private static void run(Consumer<byte[]> target, byte[] input) {
        target.accept(input);
        var random = new Random(input.length);
        for (int round = 0; round < 200 && input.length > 0 && input.length < 20_000; round++) {
            var changed = input.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            target.accept(changed);
        }
    }

    private static Stream<Path> seeds(String target) {
        try (var files = Files.list(SEEDS.resolve(target))) {
            var all = files.sorted().toList();
            assertTrue(!all.isEmpty(), target + " has no inputs");
            return all.stream();
        } catch (IOException missing) {
            throw new AssertionError(target, missing);
        }
    }
}
