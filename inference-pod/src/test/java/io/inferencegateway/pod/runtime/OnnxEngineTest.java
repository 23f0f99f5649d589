package io.inferencegateway.pod.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Signature;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.Unseen;
import io.inferencegateway.pod.predict.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The engine on the CPU, with a session shared by its workers and, as on a GPU, with one for each.
class OnnxEngineTest {
    @Test
    void signaturesAreReadAsTheFileDeclaresThem() throws Exception {
        try (var engine = engine("table.onnx", true)) {
            assertEquals(
                    new Signature(
                            List.of(
                                    new Signature.Tensor("age", "INT64", List.of(-1L, 1L)),
                                    new Signature.Tensor("income", "FLOAT", List.of(-1L, 4L))),
                            List.of(
                                    new Signature.Tensor("score", "FLOAT", List.of(-1L, 4L)),
                                    new Signature.Tensor("label", "INT64", List.of(-1L, 1L)))),
                    engine.signature());
        }
    }

    @Test
    void workersOfASharedSessionDoNotSeeEachOther() throws Exception {
        assertTwoWorkers(true);
    }

    @Test
    void workersWithSessionsOfTheirOwnOutliveEachOther() throws Exception {
        assertTwoWorkers(false);
    }

    @Test
    void theWidthsOfARunAgree() throws Exception {
        var file = Path.of("../config/models/efficientnet-lite0/model.onnx");
        var model = new ModelFile.Content.OnDisk(file, Files.size(file));
        try (var engine = OnnxEngine.load(model, Device.CPU, new Widths(1, OptionalInt.of(3), "a test"));
                var worker = engine.worker()) {
            var pictures = worker.pictures(224, 1000);
            var random = new Random(1);
            for (int i = 0; i < pictures.input().limit(); i++) {
                pictures.input().put(i, random.nextFloat(-2, 2));
            }
            var narrow = values(pictures.run(Width.NARROW), 1000);
            assertArrayEquals(narrow, values(pictures.run(Width.WIDE), 1000));
            engine.widen();
            assertArrayEquals(narrow, values(pictures.run(Width.WIDE), 1000), 1e-3f);
            assertArrayEquals(narrow, values(pictures.run(Width.NARROW), 1000));
        }
    }

    /// In an array, in memory where the engine can read them, and in such memory where they begin elsewhere.
    @Test
    void inputsAreReadWhereverTheyAre() throws Exception {
        try (var engine = engine("table.onnx", true);
                var worker = engine.worker()) {
            for (int start : new int[] {0, 1, 4, 64}) {
                for (var whole : List.of(
                        ByteBuffer.allocate(200), ByteBuffer.allocateDirect(264).alignedSlice(64))) {
                    var income = whole.slice(start, 16).order(ByteOrder.LITTLE_ENDIAN);
                    income.putFloat(1).putFloat(-2).putFloat(3).putFloat(4.5f).flip();
                    var age = ByteBuffer.allocate(8);
                    var outputs = worker.run(
                            List.of(
                                    new Tensor("age", Datatype.INT64, List.of(1L, 1L), age),
                                    new Tensor("income", Datatype.FP32, List.of(1L, 4L), income)),
                            List.of("score"),
                            new Unseen(Width.NARROW));
                    var score = new float[4];
                    outputs.getFirst().values().asFloatBuffer().get(score);
                    assertArrayEquals(new float[] {1, -2, 3, 4.5f}, score, "at " + start + " of " + whole);
                    assertEquals(16, income.remaining());
                }
            }
        }
    }

    private static float[] values(FloatBuffer buffer, int count) {
        var values = new float[count];
        buffer.get(0, values);
        return values;
    }

    private static void assertTwoWorkers(boolean sharesSession) throws Exception {
        try (var engine = engine("colours.onnx", sharesSession)) {
            assertEquals("colours", engine.metadata().get("name"));
            var opened = engine.worker();
            var first = opened.pictures(8, 3);
            try (var other = engine.worker()) {
                var second = other.pictures(8, 3);
                fill(first, 0.5f, 0, 1);
                fill(second, 1, 1, 0);
                assertArrayEquals(new float[] {5, 0, 10}, run(first), 1e-4f);
                assertArrayEquals(new float[] {10, 10, 0}, run(second), 1e-4f);
                opened.close();
                assertArrayEquals(new float[] {10, 10, 0}, run(second), 1e-4f);
            }
        }
    }

    private static OnnxEngine engine(String model, boolean sharesSession) throws Exception {
        return OnnxEngine.load(
                new ModelFile.Content.InMemory(Files.readAllBytes(RunningPod.model(model))),
                Device.CPU,
                new Widths(1, OptionalInt.empty(), "a test"),
                sharesSession);
    }

    private static void fill(Pipeline.Run worker, float... channels) {
        for (int i = 0; i < 3 * 64; i++) {
            worker.input().put(i, channels[i / 64]);
        }
    }

    private static float[] run(Pipeline.Run worker) {
        return values(worker.run(Width.NARROW), 3);
    }
}
