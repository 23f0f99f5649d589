package io.inferencegateway.operator.assess;

import io.fabric8.kubernetes.api.model.Pod;
import io.inferencegateway.contract.InferenceGateway;
import java.util.List;

/// Everything an assessment is judged by: a snapshot of one pod of a gateway and of what watches it.
///
/// @param sent the assessment's own requests
/// @param answers what the pod answered
/// @param scrapes the pod's metrics before and after the requests
/// @param log what the pod wrote since the first of them
/// @param traces what the pod made of the requests' traces
/// @param gateway the resource
/// @param pod the pod that was asked, as the cluster has it
/// @param collectors pods on its node that read the log files of the node, as `namespace/name`
/// @param rules of the gateway's objectives
public record Evidence(
        Sent sent,
        Answers answers,
        Scrapes scrapes,
        Seen<LogLines> log,
        Traces traces,
        Seen<InferenceGateway> gateway,
        Seen<Pod> pod,
        Seen<List<String>> collectors,
        Seen<RuleBook> rules) {

    /// An answer of the pod.
    ///
    /// @param requestId of its header
    public record Answer(int code, String contentType, String requestId, String body) {}

    /// Answers of the pod's endpoints.
    ///
    /// @param good of a prediction
    /// @param live of the kubelet's liveness probe
    /// @param ready of its readiness probe
    public record Answers(
            Seen<Answer> good, Seen<Answer> healthz, Seen<Answer> readyz, Seen<Answer> live, Seen<Answer> ready) {}

    /// @param answer of the second one
    public record Scrapes(Seen<Scrape> before, Seen<Scrape> after, Seen<Answer> answer) {
        /// How much a series has grown, all its label sets together.
        ///
        /// @param labels name and value, alternating
        double growth(String sample, String... labels) {
            return after.optional().map(scrape -> scrape.sum(sample, labels)).orElse(0.0)
                    - before.optional()
                            .map(scrape -> scrape.sum(sample, labels))
                            .orElse(0.0);
        }
    }

    /// @param sampled spans of the trace whose caller had it sampled
    /// @param unsampled of the one whose caller had not
    public record Traces(Seen<List<SpanSeen>> sampled, Seen<List<SpanSeen>> unsampled) {}
}
