package io.inferencegateway.operator.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Result.NotChecked;
import io.inferencegateway.operator.desired.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// HEALTH-1 and HEALTH-2. The lab's third row, a startup probe "if needed", is not counted.
final class HealthCriteria {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final List<Criterion> ALL = List.of(
            criterion(
                    1,
                    "Liveness: " + Endpoints.HEALTHZ + " answers, and the kubelet asks",
                    "GET of " + Endpoints.HEALTHZ
                            + " says healthy; the container has a livenessProbe, and what it asks for answers 200",
                    "a pod that is stuck is restarted, and one that is not is left alone",
                    "let no proxy answer for the pod; the operator sets the probe, so see whether it runs",
                    Endpoints.HEALTHZ,
                    HealthCriteria::liveness),
            criterion(
                    2,
                    "Readiness: " + Endpoints.READYZ + " says which model is loaded, and the kubelet asks",
                    "GET of " + Endpoints.READYZ
                            + " says ready, with name, version and digest of the model; the container has a readinessProbe, and what it asks for answers 200",
                    "no request reaches a pod without its model",
                    "let no proxy answer for the pod; the operator sets the probe, so see whether it runs",
                    Endpoints.READYZ,
                    HealthCriteria::readiness));

    private HealthCriteria() {}

    private static Criterion criterion(
            int number,
            String title,
            String seenBy,
            String why,
            String mend,
            String path,
            Function<Evidence, Result> check) {
        return new Criterion("HEALTH-" + number, Group.HEALTH, title, seenBy, why, mend, "curl -i URL" + path, check);
    }

    private static Result liveness(Evidence evidence) {
        return evidence.answers().healthz().judged(answer -> {
            var amiss = new ArrayList<String>();
            if (answer.code() != 200 || !body(answer).path("status").asText().equals("healthy")) {
                amiss.add("%s answered %d: %s".formatted(Endpoints.HEALTHZ, answer.code(), shown(answer)));
            }
            amiss.addAll(probed(evidence, "livenessProbe", Container::getLivenessProbe));
            amiss.addAll(refused("the livenessProbe's path", evidence.answers().live()));
            return Judge.met(amiss, "healthy" + (probedToo(evidence) ? ", and probed" : ""));
        });
    }

    private static Result readiness(Evidence evidence) {
        return evidence.answers().readyz().judged(answer -> {
            var body = body(answer);
            if (answer.code() == 503 && body.hasNonNull("state")) {
                return new NotChecked(
                        "the pod is not ready: " + body.path("message").asText());
            }
            var amiss = new ArrayList<String>();
            if (answer.code() != 200 || !body.path("status").asText().equals("ready")) {
                amiss.add("%s answered %d: %s".formatted(Endpoints.READYZ, answer.code(), shown(answer)));
            }
            for (String field : List.of("model_name", "model_version", "model_digest")) {
                if (body.path(field).asText().isEmpty()) {
                    amiss.add("%s does not say %s".formatted(Endpoints.READYZ, field));
                }
            }
            amiss.addAll(probed(evidence, "readinessProbe", Container::getReadinessProbe));
            amiss.addAll(refused("the readinessProbe's path", evidence.answers().ready()));
            return Judge.met(
                    amiss,
                    "ready with %s %s"
                            .formatted(
                                    body.path("model_name").asText(),
                                    body.path("model_version").asText()));
        });
    }

    private static List<String> probed(Evidence evidence, String name, Function<Container, Probe> probe) {
        return evidence
                .pod()
                .optional()
                .filter(pod -> pod.getSpec().getContainers().stream()
                        .filter(container -> container.getName().equals(Names.CONTAINER))
                        .noneMatch(container -> probe.apply(container) != null))
                .map(pod -> "the container has no " + name)
                .stream()
                .toList();
    }

    private static boolean probedToo(Evidence evidence) {
        return evidence.pod().optional().isPresent();
    }

    // A management port that is out of reach says nothing.
    private static List<String> refused(String what, Seen<Answer> probe) {
        return probe
                .optional()
                .filter(answer -> answer.code() != 200)
                .map(answer -> "%s answered %d".formatted(what, answer.code()))
                .stream()
                .toList();
    }

    private static JsonNode body(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static String shown(Answer answer) {
        String text = answer.body().strip();
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}
