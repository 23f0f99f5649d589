package io.inferencegateway.pod.grpc;

import io.grpc.Status;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.predict.Problem;

/// Problems as gRPC says them.
final class Statuses {
    private Statuses() {}

    /// A status, and what the same problem is over HTTP: the labels of the metrics are the same for both.
    record Answer(Status status, int http, Outcome outcome) {}

    static Answer of(Problem problem) {
        var answer =
                switch (problem) {
                    case Problem.BadRequest _ -> new Answer(Status.INVALID_ARGUMENT, 400, Outcome.REJECTED);
                    case Problem.UnknownModel _ -> new Answer(Status.NOT_FOUND, 404, Outcome.REJECTED);
                    case Problem.TooLarge _ -> new Answer(Status.RESOURCE_EXHAUSTED, 413, Outcome.REJECTED);
                    case Problem.Unsupported _ -> new Answer(Status.UNIMPLEMENTED, 415, Outcome.REJECTED);
                    case Problem.Unauthenticated _ -> new Answer(Status.UNAUTHENTICATED, 401, Outcome.REJECTED);
                    case Problem.Overloaded _ -> new Answer(Status.RESOURCE_EXHAUSTED, 503, Outcome.OVERLOADED);
                    case Problem.DeadlinePassed _ -> new Answer(Status.DEADLINE_EXCEEDED, 504, Outcome.DEADLINE);
                    case Problem.EngineFailed _ -> new Answer(Status.INTERNAL, 500, Outcome.FAILED);
                    case Problem.NotReady _ -> new Answer(Status.UNAVAILABLE, 503, Outcome.UNREADY);
                };
        return new Answer(answer.status().withDescription(problem.message()), answer.http(), answer.outcome());
    }
}
