package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads requests as `JsonRequest` does, and knows the JSON of the last one that had all its tensors in binary behind
/// it: a client's requests differ in nothing but the tensors, and the same JSON is not parsed again.
public final class RequestHeads {
    /// Bytes of JSON that are worth keeping; with all tensors in binary there are some hundred.
    private static final int LONGEST = 4096;

    private final int maxBytes;
    private volatile @Nullable Known last;

    /// @param maxBytes that all tensors of a request together may have
    public RequestHeads(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// @param length bytes of JSON, from the start of the body; the rest are tensors
    /// @throws io.inferencegateway.pod.predict.ProblemException saying what is wrong with it
    public InferRequest read(ByteBuffer body, int length) {
        var known = last;
        if (known != null && known.isOf(body, length)) {
            return known.with(body);
        }
        var request = JsonRequest.read(body, length, maxBytes);
        if (length <= LONGEST && Known.isAllInBinary(request, body.remaining() - length)) {
            last = Known.of(request, body, length);
        }
        return request;
    }

    /// @param json what the body begins with
    /// @param request that it says, without the tensors
    /// @param places of the tensors, in their order, without anything between them
    private record Known(ByteBuffer json, InferRequest request, List<Place> places, int bytes) {
        private record Place(String name, Datatype datatype, List<Long> shape, int bytes) {
            Tensor in(ByteBuffer body, int at) {
                return new Tensor(name, datatype, shape, body.slice(at, bytes));
            }
        }

        /// Tensors are taken from the body one after the other, to its end. So they are as long as what is behind the
        /// JSON just when the JSON has no values of its own.
        static boolean isAllInBinary(InferRequest request, int bytes) {
            long all = 0;
            for (var input : request.inputs()) {
                all += input.values().remaining();
            }
            return all == bytes;
        }

        static Known of(InferRequest request, ByteBuffer body, int length) {
            byte[] json = new byte[length];
            body.get(0, json);
            var places = request.inputs().stream()
                    .map(input -> new Place(
                            input.name(),
                            input.datatype(),
                            input.shape(),
                            input.values().remaining()))
                    .toList();
            return new Known(ByteBuffer.wrap(json), request.with(List.of()), places, body.remaining() - length);
        }

        boolean isOf(ByteBuffer body, int length) {
            return length == json.capacity()
                    && body.remaining() - length == bytes
                    && json.equals(body.slice(0, length));
        }

        InferRequest with(ByteBuffer body) {
            var tensors = new ArrayList<Tensor>(places.size());
            int at = json.capacity();
            for (var place : places) {
                tensors.add(place.in(body, at));
                at += place.bytes();
            }
            return request.with(tensors);
        }
    }
}
