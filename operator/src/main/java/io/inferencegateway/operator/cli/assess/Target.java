package io.inferencegateway.operator.cli.assess;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.RuleBook;
import io.inferencegateway.operator.assess.Seen;
import io.inferencegateway.operator.desired.Names;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is assessed: one pod, and what is known about it beside what it answers.
record Target(
        PodDoor door,
        LogDoor log,
        Seen<InferenceGateway> gateway,
        Seen<Pod> pod,
        Seen<List<String>> collectors,
        Seen<RuleBook> rules) {

    /// What the kubelet's liveness probe is answered.
    Seen<Answer> live() {
        return probed(Container::getLivenessProbe, Endpoints.HEALTH_LIVE);
    }

    /// What its readiness probe is answered.
    Seen<Answer> ready() {
        return probed(Container::getReadinessProbe, Endpoints.HEALTH_READY);
    }

    private Seen<Answer> probed(Function<Container, Probe> probe, String otherwise) {
        return pod.optional()
                .map(known -> known.getSpec().getContainers().stream()
                        .filter(container -> container.getName().equals(Names.CONTAINER))
                        .findFirst()
                        .flatMap(container -> Optional.ofNullable(probe.apply(container)))
                        .flatMap(found -> Optional.ofNullable(found.getHttpGet()))
                        .map(get -> Endpoints.API_PORT_NAME.equals(get.getPort().getStrVal())
                                ? door.get(get.getPath())
                                : door.managed(get.getPath()))
                        .orElseGet(() -> Seen.not("the container has no such probe")))
                .orElseGet(() -> door.managed(otherwise));
    }
}
