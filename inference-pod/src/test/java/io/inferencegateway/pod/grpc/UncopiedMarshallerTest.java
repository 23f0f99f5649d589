package io.inferencegateway.pod.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.predict.BodyArrays;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Requests as gRPC's transport hands them over.
class UncopiedMarshallerTest {
    private static final int TENSOR_BYTES = 4 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final BodyArrays arrays = new BodyArrays();
    private final Marshaller<ModelInferRequest> library =
            GRPCInferenceServiceGrpc.getModelInferMethod().getRequestMarshaller();
    private final Marshaller<ModelInferRequest> marshaller = UncopiedMarshaller.of(library, arrays);
    private final ModelInferRequest request = ModelInferRequest.newBuilder()
            .setModelName("m")
            .addRawInputContents(ByteString.copyFrom(new byte[TENSOR_BYTES]))
            .addRawInputContents(ByteString.copyFromUtf8("text"))
            .build();

    private static final class Known extends ByteArrayInputStream implements KnownLength {
        Known(byte[] bytes) {
            super(bytes);
        }
    }

    @Test
    void messagesAreReadAsTheyWereSent() {
        byte[] sent = request.toByteArray();
        assertEquals(request, marshaller.parse(new Known(sent)));
        // What was packed has no known length.
        assertEquals(request, marshaller.parse(new ByteArrayInputStream(sent)));
        assertEquals(ModelInferRequest.getDefaultInstance(), marshaller.parse(InputStream.nullInputStream()));
    }

    @Test
    void theBytesOfATensorAreNotCopied() throws Exception {
        byte[] sent = request.toByteArray();
        assertTrue(allocated(marshaller, sent) < 1.5 * TENSOR_BYTES);
        // So that this measures something.
        assertTrue(allocated(library, sent) > 1.5 * TENSOR_BYTES);
    }

    /// Bytes of heap that a thread takes for its first message.
    private static long allocated(Marshaller<ModelInferRequest> by, byte[] sent) throws Exception {
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            return threads.submit(() -> {
                        long before = THREADS.getCurrentThreadAllocatedBytes();
                        assertEquals(2, by.parse(new Known(sent)).getRawInputContentsCount());
                        return THREADS.getCurrentThreadAllocatedBytes() - before;
                    })
                    .get();
        }
    }

    @Test
    void theArrayOfAMessageThatWasAnsweredIsUsedAgain() throws Exception {
        byte[] sent = request.toByteArray();
        var other = request.toBuilder()
                .setRawInputContents(1, ByteString.copyFromUtf8("TEXT"))
                .build();
        for (int time = 0; time < 2; time++) {
            ArrayOf.answered(marshaller.parse(new Known(sent)), arrays);
        }
        assertTrue(allocated(marshaller, sent) < 0.1 * TENSOR_BYTES);
        var unanswered = marshaller.parse(new Known(sent));
        ArrayOf.answered(marshaller.parse(new Known(sent)), arrays);
        assertEquals(other, marshaller.parse(new Known(other.toByteArray())));
        assertEquals(request, unanswered);
    }

    @Test
    void rubbishIsRefusedAsByTheLibrary() {
        byte[] cut = Arrays.copyOf(request.toByteArray(), TENSOR_BYTES / 2);
        for (var by : new Marshaller<?>[] {marshaller, library}) {
            var refused = assertThrows(StatusRuntimeException.class, () -> by.parse(new Known(cut)));
            assertEquals(Status.Code.INTERNAL, refused.getStatus().getCode());
            assertEquals("Invalid protobuf byte sequence", refused.getStatus().getDescription());
        }
    }
}
