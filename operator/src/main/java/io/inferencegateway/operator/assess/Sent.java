package io.inferencegateway.operator.assess;

import java.util.List;

/// What the assessment sent to the pod, by which it finds itself again in metrics, log and spans.
///
/// @param good the prediction, in a trace that its caller has sampled
/// @param unsampled the same in a trace that its caller has not
/// @param bad a request to `/predict` with no picture
/// @param unknownPath a path that is no route
/// @param secrets words that must not be logged: they were sent as a cookie, as a query parameter, in the bad body
public record Sent(Request good, Request unsampled, Request bad, String unknownPath, List<String> secrets) {
    /// One request.
    ///
    /// @param requestId its `X-Request-ID`
    /// @param traceId of its `traceparent`
    /// @param spanId of the same
    public record Request(String requestId, String traceId, String spanId) {}

    public Sent {
        secrets = List.copyOf(secrets);
    }
}
