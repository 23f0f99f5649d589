package io.inferencegateway.pod.grpc;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import io.inferencegateway.pod.lifecycle.Readiness;
import java.util.List;

/// gRPC's own health protocol, which Kubernetes probes: the server, and the one service it has. It is asked, not
/// watched; clients that would rather watch take the status for this.
final class HealthService extends HealthGrpc.HealthImplBase {
    private static final List<String> KNOWN = List.of("", GRPCInferenceServiceGrpc.SERVICE_NAME);

    private final Readiness readiness;

    HealthService(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
        if (!KNOWN.contains(request.getService())) {
            answer.onError(Status.NOT_FOUND
                    .withDescription("There is no such service here")
                    .asRuntimeException());
            return;
        }
        boolean ready = readiness.state() instanceof Readiness.State.Ready;
        answer.onNext(HealthCheckResponse.newBuilder()
                .setStatus(ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
                .build());
        answer.onCompleted();
    }
}
