package io.inferencegateway.pod.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was known of the last request changes nothing of what the next one says.
class RequestHeadsTest {
    private static final int MOST = 1000;
    private static final String TWO = """
            {"id": "7", "inputs": [
              {"name": "a", "datatype": "INT8", "shape": [3], "parameters": {"binary_data_size": 3}},
              {"name": "b", "datatype": "UINT8", "shape": [1, 2], "parameters": {"binary_data_size": 2}}],
             "outputs": [{"name": "o", "parameters": {"binary_data": true, "classification": 2}}],
             "parameters": {"binary_data_output": true, "priority": 2, "timeout": 9}}""";

    private final RequestHeads heads = new RequestHeads(MOST);

    private static ByteBuffer body(String json, int... tensors) {
        var body = ByteBuffer.allocateDirect(json.length() + tensors.length);
        body.put(json.getBytes(StandardCharsets.US_ASCII));
        for (int each : tensors) {
            body.put((byte) each);
        }
        return body.flip();
    }

    @Test
    void theSameJsonIsTheSameRequestWithItsOwnTensors() {
        var first = heads.read(body(TWO, 1, 2, 3, 4, 5), TWO.length());
        var next = heads.read(body(TWO, 11, 12, 13, 14, 15), TWO.length());
        assertEquals(first.with(next.inputs()), next);
        assertEquals(
                List.of(
                        new Tensor("a", Datatype.INT8, List.of(3L), ByteBuffer.wrap(new byte[] {11, 12, 13})),
                        new Tensor("b", Datatype.UINT8, List.of(1L, 2L), ByteBuffer.wrap(new byte[] {14, 15}))),
                next.inputs());
        assertEquals(List.of(1, 2, 3), bytes(first.inputs().getFirst()));
    }

    /// Pairs of a request and one that begins alike, or is as long, and says something else.
    static Stream<List<String>> others() {
        return Stream.of(
                        TWO.replace("[3]", "[1]")
                                .replace("_size\": 3", "_size\": 1")
                                .replace("[1, 2]", "[2, 2]")
                                .replace("_size\": 2", "_size\": 4"),
                        TWO.replace("\"7\"", "\"8\""),
                        TWO.replace("\"b\"", "\"c\""),
                        TWO.replace("\"INT8\"", "\"BOOL\""),
                        TWO + " ")
                .map(other -> List.of(TWO, other));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherJsonIsReadForItself(List<String> pair) {
        for (var json : Stream.concat(pair.stream(), pair.stream()).toList()) {
            var alone = JsonRequest.read(body(json, 1, 2, 3, 4, 5), json.length(), MOST);
            assertEquals(alone, heads.read(body(json, 1, 2, 3, 4, 5), json.length()));
        }
    }

    @Test
    void theSameJsonBeforeMoreOrFewerBytesIsRefusedAsEver() {
        var unused = heads.read(body(TWO, 1, 2, 3, 4, 5), TWO.length());
        assertThrows(ProblemException.class, () -> heads.read(body(TWO, 1, 2, 3, 4), TWO.length()));
        assertThrows(ProblemException.class, () -> heads.read(body(TWO, 1, 2, 3, 4, 5, 6), TWO.length()));
    }

    @Test
    void valuesInTheJsonAreNotTakenFromTheBody() {
        String mixed = """
                {"inputs": [
                  {"name": "a", "datatype": "INT8", "shape": [2], "data": [8, 9]},
                  {"name": "b", "datatype": "UINT8", "shape": [2], "parameters": {"binary_data_size": 2}}]}""";
        for (int turn = 0; turn < 2; turn++) {
            var read = heads.read(body(mixed, turn, turn), mixed.length());
            assertEquals(List.of(8, 9), bytes(read.inputs().getFirst()));
            assertEquals(List.of(turn, turn), bytes(read.inputs().getLast()));
        }
    }

    private static List<Integer> bytes(Tensor tensor) {
        var values = tensor.values();
        return Stream.generate(() -> (int) values.get())
                .limit(values.remaining())
                .toList();
    }
}
