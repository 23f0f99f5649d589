package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.operator.desired.Capabilities;
import java.util.List;
import java.util.Optional;

/// Everything the status is computed from, besides the gateway itself.
///
/// @param answer of one pod, when one was asked
/// @param problems met while carrying out the spec
/// @param budget what Prometheus says
/// @param freeze how the error-budget policy stands on rollouts; empty without a policy
/// @param monitoring who could scrape the pods
public record Observed(
        Capabilities capabilities,
        Optional<Deployment> deployment,
        List<Pod> pods,
        Optional<PodAnswer> answer,
        List<Problem> problems,
        BudgetAnswer budget,
        Optional<RolloutFreeze> freeze,
        MonitoringStack monitoring) {
    public Observed {
        pods = List.copyOf(pods);
        problems = List.copyOf(problems);
    }

    <P extends Problem> List<P> problems(Class<P> type) {
        return problems.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
