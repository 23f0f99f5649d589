package io.inferencegateway.operator.mock;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.inferencegateway.operator.desired.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/// An API server in memory, for tests of the loop.
public final class MockCluster implements AutoCloseable {
    /// The user agent of an operator; whoever has another is part of the test.
    public static final String OPERATOR = Labels.OPERATOR;

    private final Faults faults = new Faults();
    private final ApplyDispatcher dispatcher = new ApplyDispatcher(OPERATOR, faults);
    private final KubernetesMockServer server;
    private final KubernetesClient client;

    public MockCluster(boolean prometheusOperator) {
        dispatcher.prometheusOperator(prometheusOperator);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = server.createClient();
    }

    /// A client for the test.
    public KubernetesClient client() {
        return client;
    }

    /// A connection for an operator.
    public Cable cable() throws IOException {
        return new Cable(server.getPort());
    }

    /// How to reach the API server through it.
    public Config through(Cable cable) {
        return new ConfigBuilder(client.getConfiguration())
                .withMasterUrl(cable.url())
                .build();
    }

    /// From now on watches cannot go on from what was before: 410 Gone, as after a compaction.
    public void forgetHistory() {
        dispatcher.forgetHistory();
    }

    /// What goes wrong with the operator's calls.
    public Faults faults() {
        return faults;
    }

    /// Installs or removes the kinds of the Prometheus Operator.
    public void prometheusOperator(boolean present) {
        dispatcher.prometheusOperator(present);
    }

    /// Whether the Prometheus of the cluster may list pods, services and endpoints.
    public void prometheusMayDiscover(boolean allowed) {
        dispatcher.prometheusMayDiscover(allowed);
    }

    /// Installs a kind of another API group.
    public void serve(String apiVersion, String plural, String kind) {
        dispatcher.serve(apiVersion, plural, kind);
    }

    public void dropKind(String apiVersion) {
        dispatcher.dropKind(apiVersion);
    }

    /// What is at paths that end so is created by somebody just after that many reads of it.
    public void appearsAfterReads(String pathEnd, int reads) {
        dispatcher.appearsAfterReads(pathEnd, reads);
    }

    public List<String> writes() {
        return dispatcher.writes();
    }

    /// What the operator sent when it first applied the object at each path, as JSON.
    public Map<String, String> firstApplied() {
        return dispatcher.firstApplied();
    }

    public void refuse(String pathEnd, int code, String message) {
        dispatcher.refuse(pathEnd, code, message);
    }

    /// Answers 403 to every request of a user agent without this right, by method and URI.
    public void allowOnly(String userAgent, BiPredicate<String, URI> rights) {
        dispatcher.allowOnly(userAgent, rights);
    }

    /// Requests that had no right.
    public List<String> forbidden() {
        return dispatcher.forbidden();
    }

    public void hide(String pathEnd) {
        dispatcher.hide(pathEnd);
    }

    public void refuseNothing() {
        dispatcher.refuseNothing();
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
