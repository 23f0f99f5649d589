package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.TensorUse;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Any body is a request that the engine could run, or is refused for a reason. Nothing of it makes room that the body
/// does not pay for.
public final class OipFuzz {
    private static final int MOST = 64 * 1024;

    /// A model with an input of every way an element is written.
    public static final View VIEW = View.of(new ModelInfo(
                    "m",
                    "1",
                    "sha256:0",
                    "cpu",
                    0,
                    new TensorUse(
                            List.of(
                                    new Slot("i", Datatype.INT64, List.of(-1L, 1L)),
                                    new Slot("f", Datatype.FP32, List.of(-1L, -1L)),
                                    new Slot("s", Datatype.BYTES, List.of(-1L)),
                                    new Slot("b", Datatype.BOOL, List.of(-1L)),
                                    new Slot("h", Datatype.FP16, List.of(-1L))),
                            List.of(new Slot("o", Datatype.FP32, List.of(-1L))),
                            List.of()),
                    new ImageUse.Unfit("pictures")))
            .getFirst();

    /// A request that comes again is what it was.
    private static void knownAfterwards(InferRequest read, byte[] body, int json) {
        var heads = new RequestHeads(MOST);
        for (int turn = 0; turn < 2; turn++) {
            if (!heads.read(ByteBuffer.wrap(body), json).equals(read)) {
                throw new IllegalStateException("read otherwise the second time: " + read);
            }
        }
    }

    /// The same without the type that has no JSON form.
    private static final View ROWS =
            new View(VIEW.name(), VIEW.model(), VIEW.inputs().subList(0, 4), VIEW.outputs(), VIEW.maxBatch(), false);

    private OipFuzz() {}

    /// @param bytes the length of the JSON up to the first line feed, then the body; without a number the JSON is all
    public static void fuzzerTestOneInput(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && end < 6 && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length || bytes[end] != '\n') {
            return;
        }
        byte[] body = java.util.Arrays.copyOfRange(bytes, end + 1, bytes.length);
        String length = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        try {
            int json = length.matches("[0-9]{1,5}") ? Math.min(Integer.parseInt(length), body.length) : body.length;
            var read = JsonRequest.read(body, json, MOST);
            usable(VIEW, read);
            knownAfterwards(read, body, json);
        } catch (ProblemException refused) {
            because(refused);
        }
    }

    /// The first version of the protocol.
    public static final class Rows {
        private Rows() {}

        /// @param bytes the body
        public static void fuzzerTestOneInput(byte[] bytes) {
            try {
                usable(ROWS, V1.read(ROWS, bytes, MOST));
            } catch (ProblemException refused) {
                because(refused);
            }
        }
    }

    /// Holds a request against the model, and what comes through against what the engine needs.
    public static void usable(View view, InferRequest request) {
        Check.fits(view, request);
        long bytes = 0;
        for (var input : request.inputs()) {
            int size = input.values().remaining();
            bytes += size;
            if (input.datatype() == Datatype.BYTES) {
                BytesTensor.read(input);
            } else if (size != input.elements() * input.datatype().width()) {
                throw new IllegalStateException("the engine would read beyond " + input);
            }
        }
        if (bytes > MOST) {
            throw new IllegalStateException(bytes + " bytes were let through");
        }
    }

    public static void because(ProblemException refused) {
        if (refused.getMessage().isBlank()) {
            throw new IllegalStateException("refused for no reason", refused);
        }
    }
}
