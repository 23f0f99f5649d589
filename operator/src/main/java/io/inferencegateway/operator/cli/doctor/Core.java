package io.inferencegateway.operator.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.cli.check.Definition;
import io.inferencegateway.operator.desired.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Without these there are no gateways: an API server that is new enough, the definition, the right to create one, and
/// an operator.
final class Core {
    // What the charts ask for (kubeVersion).
    private static final int OLDEST_MINOR = 30;

    private static final String PLURAL = "inferencegateways";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Core() {}

    static List<Examination> examinations() {
        return List.of(
                new Examination("api-server", "API server", "everything", "get /version", any -> true, Core::apiServer),
                new Examination(
                        "definition",
                        "definition of InferenceGateway",
                        "every gateway, and every field of this release",
                        "get /openapi",
                        any -> true,
                        Core::definition),
                new Examination(
                        "rights",
                        "right to create gateways",
                        "kubectl apply",
                        "create selfsubjectaccessreviews",
                        any -> true,
                        Core::rights),
                new Examination(
                        "operator",
                        "operator",
                        "every gateway: without it nothing becomes of one",
                        "list deployments in all namespaces",
                        any -> true,
                        Core::operator));
    }

    private static Found apiServer(Patient patient) {
        var version = json(patient.client().raw("/version"));
        String seen = "Kubernetes " + version.path("gitVersion").asText("of an unknown version");
        // Some clouds write 34+.
        int minor = Integer.parseInt("0" + version.path("minor").asText().replaceAll("\\D.*", ""));
        return minor < OLDEST_MINOR
                ? Found.missing(
                        seen + ", and 1.%d is the oldest that is supported".formatted(OLDEST_MINOR), "upgrade it")
                : Found.ok(seen);
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return text == null ? JSON.missingNode() : JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }

    private static Found definition(Patient patient) {
        String openApi = patient.client().raw(Definition.PUBLISHED);
        if (openApi == null) { // 404
            return Found.missing(
                    "the cluster has no InferenceGateway",
                    "helm upgrade --install inference-gateway-crds helm/inference-gateway-crds --namespace"
                            + " inference-gateway-system --create-namespace");
        }
        var served = json(openApi);
        var ours = Definition.packaged();
        var missing = ours.missingFrom(served);
        var unknown = ours.unknownIn(served);
        if (!missing.isEmpty()) {
            return Found.missing(
                    "the cluster's is of an older release: it lacks " + String.join(", ", missing),
                    "upgrade the chart inference-gateway-crds");
        }
        return Found.ok(
                unknown.isEmpty()
                        ? "every field of this release, and no other"
                        : "every field of this release, and of a newer one: " + String.join(", ", unknown));
    }

    private static Found rights(Patient patient) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(InferenceGateway.GROUP)
                .withResource(PLURAL)
                .withNamespace(patient.namespace())
                .withVerb("create")
                .endResourceAttributes()
                .endSpec()
                .build();
        var answer = patient.client()
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus();
        return answer != null && Boolean.TRUE.equals(answer.getAllowed())
                ? Found.ok("you may, in namespace " + patient.namespace())
                : Found.notAllowed(
                        "you may not, in namespace " + patient.namespace(),
                        "have somebody bind you a Role with create on %s.%s".formatted(PLURAL, InferenceGateway.GROUP));
    }

    private static Found operator(Patient patient) {
        var operators = patient.client()
                .apps()
                .deployments()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", Labels.OPERATOR)
                .list()
                .getItems();
        if (operators.isEmpty()) {
            return Found.missing(
                    "no Deployment is labelled app.kubernetes.io/name=" + Labels.OPERATOR,
                    "helm upgrade --install inference-gateway helm/inference-gateway --namespace"
                            + " inference-gateway-system --values values.yaml --wait");
        }
        var watching = operators.stream()
                .filter(operator -> watches(operator, patient.namespace()))
                .toList();
        if (watching.isEmpty()) {
            return Found.missing(
                    "%s watches other namespaces than %s".formatted(names(operators), patient.namespace()),
                    "add the namespace to watchNamespaces of its chart");
        }
        return watching.stream()
                .filter(Core::isReady)
                .findFirst()
                .map(operator -> Found.ok("%s is ready, version %s".formatted(name(operator), version(operator))))
                .orElseGet(() -> Found.missing(
                        names(watching) + " has no ready pod",
                        "kubectl describe --namespace %s deployment %s"
                                .formatted(
                                        watching.getFirst().getMetadata().getNamespace(),
                                        watching.getFirst().getMetadata().getName())));
    }

    private static boolean watches(Deployment operator, String namespace) {
        return operator.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> "WATCH_NAMESPACES".equals(variable.getName()))
                .map(EnvVar::getValue)
                .flatMap(value -> Optional.ofNullable(value).stream())
                .findFirst()
                .map(value -> Arrays.asList(value.split(",")).contains(namespace))
                .orElse(true);
    }

    private static boolean isReady(Deployment operator) {
        return operator.getStatus() != null
                && operator.getStatus().getReadyReplicas() != null
                && operator.getStatus().getReadyReplicas() > 0;
    }

    private static String version(Deployment operator) {
        return operator.getMetadata().getLabels().getOrDefault("app.kubernetes.io/version", "unknown");
    }

    private static String name(Deployment operator) {
        return operator.getMetadata().getNamespace() + "/"
                + operator.getMetadata().getName();
    }

    private static String names(List<Deployment> operators) {
        return operators.stream().map(Core::name).collect(Collectors.joining(" and "));
    }
}
