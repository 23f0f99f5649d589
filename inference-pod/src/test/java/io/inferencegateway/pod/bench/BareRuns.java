package io.inferencegateway.pod.bench;

import ai.onnxruntime.OrtException;
import io.inferencegateway.pod.predict.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A run for each core, for whichever thread needs one.
final class BareRuns {
    private final BlockingQueue<PinnedRun> free = new LinkedBlockingQueue<>();

    BareRuns(BenchedModel model, int cores) throws OrtException {
        for (int i = 0; i < cores; i++) {
            free.add(model.run(false));
        }
    }

    /// What the model makes of a binary tensor, as a binary tensor.
    byte[] run(ByteBuffer tensor) {
        PinnedRun run;
        try {
            run = free.take();
        } catch (InterruptedException ending) {
            throw new IllegalStateException(ending);
        }
        try {
            var values = tensor.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            run.input().put(0, values, 0, run.input().limit());
            var made = run.run(Width.NARROW);
            byte[] answer = new byte[made.limit() * Float.BYTES];
            ByteBuffer.wrap(answer)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .put(0, made, 0, made.limit());
            return answer;
        } finally {
            free.add(run);
        }
    }
}
