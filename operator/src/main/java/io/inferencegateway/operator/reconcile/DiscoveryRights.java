package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.operator.status.Selection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Whether a Prometheus may discover the pods of a namespace, in the API server's own judgement: it knows Roles,
/// ClusterRoles and every other authorizer. An answer is kept for a while, for all gateways of the namespace.
final class DiscoveryRights {
    private static final Duration GRANTED_FOR = Duration.ofMinutes(10);
    private static final Duration DENIED_FOR = Duration.ofMinutes(1);

    private record Question(String serviceAccount, String group, String resource, String namespace) {}

    private record Answer(boolean allowed, Instant until) {}

    private final InstantSource clock;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    DiscoveryRights(InstantSource clock) {
        this.clock = clock;
    }

    /// The resources the Prometheus may not list there; what it needs is what the Prometheus Operator configures it to
    /// discover.
    List<String> forbidden(Prometheus prometheus, String namespace, KubernetesClient client) {
        var account = Selection.serviceAccount(prometheus);
        var targets = "EndpointSlice".equals(prometheus.getSpec().getServiceDiscoveryRole())
                ? new Question(account, "discovery.k8s.io", "endpointslices", namespace)
                : new Question(account, "", "endpoints", namespace);
        var pods = new Question(account, "", "pods", namespace);
        var services = new Question(account, "", "services", namespace);
        return List.of(targets, pods, services).stream()
                .filter(question -> !allowed(question, client))
                .map(Question::resource)
                .toList();
    }

    private boolean allowed(Question question, KubernetesClient client) {
        var now = clock.instant();
        answers.values().removeIf(answer -> !now.isBefore(answer.until()));
        // Many gateways want to know at once when the operator starts: one asks, the others wait for its answer.
        return answers.computeIfAbsent(question, unknown -> {
                    // Not to be allowed to ask is no reason to say that it may not.
                    boolean allowed = Forbidden.otherwise(true, () -> ask(question, client));
                    return new Answer(allowed, now.plus(allowed ? GRANTED_FOR : DENIED_FOR));
                })
                .allowed();
    }

    private static boolean ask(Question question, KubernetesClient client) {
        String home = question.serviceAccount().replaceFirst("/.*", "");
        String name = question.serviceAccount().replaceFirst(".*/", "");
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:" + home + ":" + name)
                .withGroups("system:serviceaccounts", "system:serviceaccounts:" + home, "system:authenticated")
                .withNewResourceAttributes()
                .withGroup(question.group())
                .withResource(question.resource())
                .withNamespace(question.namespace())
                .withVerb("list")
                .endResourceAttributes()
                .endSpec()
                .build();
        var answer = client.authorization().v1().subjectAccessReview().create(review);
        return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
