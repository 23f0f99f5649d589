package io.inferencegateway.pod.predict;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.image.ImageDecoder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a worker leaves to the garbage collector per prediction. Bytes are the same on every machine; the bounds leave
/// room for what the interpreter allocates and compiled code does not.
class AllocationTest {
    private static final int SIDE = 224;
    private static final int WARM = 50;
    private static final int MEASURED = 50;

    private static final ImageUse.Classifier MODEL = new ImageUse.Classifier(
            List.of(), new Preprocessing(256, SIDE, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));

    /// Mostly the checked file and its inflater; the pixels, 400 kB of them, are in memory that is used again.
    @Test
    void aPngLeavesItsAnswerOnly() throws Exception {
        assertAtMost(16_000, "chelsea.png");
    }

    @Test
    void aJpegLeavesItsAnswerOnly() throws Exception {
        // The JDK's reader makes an array of the samples and a copy of the file each time.
        assertAtMost(ImageDecoder.jpegBy().equals("jdk") ? 500_000 : 16_000, "chelsea.jpg");
    }

    private static void assertAtMost(long bytes, String file) throws Exception {
        var picture = Picture.of(RunningPod.sample(file));
        var pipeline = new Pipeline(MODEL, new Logits(), 1_000_000);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM; i++) {
            pipeline.predict(picture, Steps.UNSEEN);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED; i++) {
            pipeline.predict(picture, Steps.UNSEEN);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
        assertTrue(each <= bytes, "%d bytes for a prediction of %s, at most %d".formatted(each, file, bytes));
    }

    /// A model that answers at once: the engine's own allocation is a few handles.
    private static final class Logits implements Pipeline.Run {
        private final FloatBuffer input = direct(3 * SIDE * SIDE);
        private final FloatBuffer output = direct(1000);

        @Override
        public FloatBuffer input() {
            return input;
        }

        @Override
        public FloatBuffer run(Width width) {
            return output;
        }

        private static FloatBuffer direct(int floats) {
            return ByteBuffer.allocateDirect(floats * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }
}
