package io.inferencegateway.pod.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.TensorModel;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorRun;
import io.inferencegateway.pod.predict.TensorUse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs for several requests by the real engine, and which models have them.
class BatchProbeTest {
    private static final Path LITE0 = Path.of("../config/models/efficientnet-lite0/model.onnx");

    private static OnnxEngine engine(Path file) throws Exception {
        return OnnxEngine.load(
                new ModelFile.Content.OnDisk(file, Files.size(file)),
                Device.CPU,
                new Widths(1, OptionalInt.empty(), "a test"));
    }

    private static BatchProbe probe(String model, int most) throws Exception {
        try (var engine = engine(RunningPod.model(model));
                var worker = engine.worker()) {
            var probe = new BatchProbe(TensorModel.of(engine.signature()), most);
            probe.run(worker);
            return probe;
        }
    }

    private static List<Tensor> inputs(TensorUse tensors, int rows, int seed) {
        return tensors.inputs().stream()
                .map(slot -> {
                    var shape = new ArrayList<Long>();
                    slot.shape().forEach(dimension -> shape.add(dimension < 0 ? 2 : dimension));
                    shape.set(0, (long) rows);
                    return MadeUp.tensor(slot, shape, seed);
                })
                .toList();
    }

    private static void assertTogetherAsAlone(Path model) throws Exception {
        try (var engine = engine(model);
                var worker = engine.worker()) {
            var tensors = TensorModel.of(engine.signature());
            var outputs = tensors.outputs().stream().map(TensorUse.Slot::name).toList();
            var requests = List.of(inputs(tensors, 1, 1), inputs(tensors, 3, 2), inputs(tensors, 2, 3));
            var together = worker.runTogether(requests, outputs, Steps.UNSEEN);
            assertEquals(requests.size(), together.size());
            for (int i = 0; i < requests.size(); i++) {
                var alone = worker.run(requests.get(i), outputs, Steps.UNSEEN);
                for (int output = 0; output < outputs.size(); output++) {
                    var one = alone.get(output);
                    var other = together.get(i).get(output);
                    assertEquals(one.shape(), other.shape());
                    assertTrue(Alike.are(one, other), () -> one + " is not " + other);
                }
            }
        }
    }

    /// Two inputs of different types and two outputs; every type that an input can have; pictures of three colours.
    @ParameterizedTest
    @ValueSource(strings = {"table.onnx", "types.onnx", "colours.onnx"})
    void requestsGetTogetherWhatTheyGetAlone(String model) throws Exception {
        assertTogetherAsAlone(RunningPod.model(model));
    }

    @Test
    void soDoThoseOfARealNetwork() throws Exception {
        assertTogetherAsAlone(LITE0);
    }

    @Test
    void aModelOfADynamicFirstDimensionIsMeasuredAtTheSizesUpToTheLargest() throws Exception {
        var probe = probe("table.onnx", 6);
        assertEquals(Optional.empty(), probe.refused());
        assertEquals(Set.of(1, 2, 4, 6), probe.measured().keySet());
    }

    @Test
    void aModelOfAFixedFirstDimensionIsNeverBatched() throws Exception {
        var probe = probe("fixed.onnx", 8);
        assertEquals(
                Optional.of("the first dimension of the model's inputs and outputs is not dynamic"), probe.refused());
        assertTrue(probe.measured().isEmpty());
    }

    @Test
    void norIsOneWithTextsOrWithoutTheSetting() throws Exception {
        assertEquals(
                Optional.of("the model has texts as inputs or outputs"),
                probe("strings.onnx", 8).refused());
        assertEquals(
                Optional.of("MODEL_BATCH_SIZE is 1"), probe("table.onnx", 1).refused());
    }

    /// As a model that subtracts the mean of its batch, or one whose first dimension is time.
    @Test
    void norIsOneThatMixesItsRows() throws Exception {
        try (var engine = engine(RunningPod.model("colours.onnx"))) {
            var probe = new BatchProbe(TensorModel.of(engine.signature()), 8);
            probe.run(new Mixing());
            assertEquals(
                    Optional.of("output 'logits' of a row depends on the other rows of its batch"), probe.refused());
            assertTrue(probe.measured().isEmpty());
        }
    }

    private static final class Mixing implements TensorRun {
        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs, Steps steps) {
            return answer(inputs.getFirst(), 0);
        }

        @Override
        public List<List<Tensor>> runTogether(List<List<Tensor>> requests, List<String> outputs, Steps steps) {
            return requests.stream()
                    .map(each -> answer(each.getFirst(), requests.size()))
                    .toList();
        }

        private static List<Tensor> answer(Tensor input, float value) {
            var data = ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .putFloat(0)
                    .putFloat(0)
                    .flip();
            return List.of(new Tensor("logits", input.datatype(), List.of(1L, 3L), data));
        }
    }
}
