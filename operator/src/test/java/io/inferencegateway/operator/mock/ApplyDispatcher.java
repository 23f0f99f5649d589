package io.inferencegateway.operator.mock;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// fabric8's in-memory API server with what it lacks: server-side apply, discovery of the Prometheus Operator's kinds,
/// refusals on demand and a list of the writes. Every apply is by force, and it knows
/// one default (replicas): what depends on more is tested on a real API server.
final class ApplyDispatcher extends KubernetesCrudDispatcher {
    private static final String MONITORING = "/apis/monitoring.coreos.com/v1";
    private static final String MONITORING_ALPHA = MONITORING + "alpha1";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET);
    private static final Map<String, String> KINDS = Map.of(
            "servicemonitors", "ServiceMonitor",
            "prometheusrules", "PrometheusRule",
            "probes", "Probe",
            "prometheuses", "Prometheus",
            "alertmanagers", "Alertmanager");

    // An API server says so inside the watch, not by an HTTP status.
    private static final WebSocketListener GONE = new WebSocketListener() {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            socket.send("""
                    {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 410,
                     "reason": "Expired", "message": "too old resource version"}}""");
        }
    };
    private static final Pattern WATCHED_FROM = Pattern.compile("[?&]resourceVersion=([0-9]+)");

    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final Map<String, String> firstApplied = new ConcurrentHashMap<>();
    private final List<String> hidden = new CopyOnWriteArrayList<>();
    private final Map<String, MockResponse> refusals = new ConcurrentHashMap<>();
    private final Map<String, MockResponse> optional = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> unseen = new ConcurrentHashMap<>();
    private final List<String> forbidden = new CopyOnWriteArrayList<>();
    private volatile BiPredicate<String, URI> rights = (method, uri) -> true;
    private volatile String restricted = "";
    private final String operator;
    private final Faults faults;
    private volatile boolean prometheusOperator;
    private volatile boolean prometheusMayDiscover = true;
    private volatile long oldestKnown;

    /// @param operator the user agent of the operator
    /// @param faults what goes wrong with its calls
    ApplyDispatcher(String operator, Faults faults) {
        this.operator = operator;
        this.faults = faults;
    }

    void prometheusOperator(boolean present) {
        prometheusOperator = present;
    }

    void prometheusMayDiscover(boolean allowed) {
        prometheusMayDiscover = allowed;
    }

    /// Refuses writes to paths that end so.
    void refuse(String pathEnd, int code, String message) {
        refusals.put(pathEnd, Faults.status(code, message));
    }

    /// Refuses to show what is at paths that end so.
    void hide(String pathEnd) {
        hidden.add(pathEnd);
    }

    /// Answers 403 to every request of a user agent without this right, by method and URI.
    void allowOnly(String userAgent, BiPredicate<String, URI> rights) {
        this.rights = rights;
        this.restricted = userAgent;
    }

    /// Requests that had no right.
    List<String> forbidden() {
        return List.copyOf(forbidden);
    }

    void refuseNothing() {
        refusals.clear();
    }

    /// Method and path of every write so far.
    List<String> writes() {
        return new ArrayList<>(writes);
    }

    /// What the operator sent when it first applied the object at each path, as JSON.
    Map<String, String> firstApplied() {
        return Map.copyOf(firstApplied);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = path(request);
        if (restricted.equals(request.getHeader("User-Agent"))
                && !rights.test(request.method().name(), URI.create(request.getPath()))) {
            forbidden.add(request.method() + " " + request.getPath());
            return Faults.status(403, "forbidden");
        }
        boolean operators = operator.equals(request.getHeader("User-Agent"));
        if (operators && faults.dead()) {
            return Faults.status(503, "of the dead nothing is heard");
        }
        if (READS.contains(request.method())) {
            return read(request, path);
        }
        if (path.endsWith("reviews")) { // a question, although it is a POST
            return super.dispatch(request);
        }
        writes.add(request.method() + " " + path);
        return operators
                ? faults.answer(request.method().toString(), path, () -> write(request, path))
                : write(request, path);
    }

    private MockResponse read(RecordedRequest request, String path) {
        if (path.startsWith("/apis/monitoring.coreos.com/") && !prometheusOperator) {
            return Faults.status(404, "the server could not find the requested resource");
        }
        if (isUnseen(path)) {
            return Faults.status(404, "not found");
        }
        if (optional.containsKey(path)) {
            return optional.get(path);
        }
        return switch (path) {
            case MONITORING -> discovery("v1", KINDS);
            case MONITORING_ALPHA -> discovery("v1alpha1", Map.of("alertmanagerconfigs", "AlertmanagerConfig"));
            default -> super.dispatch(request);
        };
    }

    private MockResponse write(RecordedRequest request, String path) {
        return refusals.entrySet().stream()
                .filter(refusal -> path.endsWith(refusal.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> super.dispatch(request));
    }

    void forgetHistory() {
        oldestKnown = requestResourceVersion();
    }

    @Override
    public MockResponse handleWatch(String path) {
        var from = WATCHED_FROM.matcher(path);
        return from.find() && Long.parseLong(from.group(1)) < oldestKnown
                ? new MockResponse().withWebSocketUpgrade(GONE)
                : super.handleWatch(path);
    }

    @Override
    public MockResponse handleGet(String path) {
        return hidden.stream().anyMatch(path::endsWith) ? Faults.status(403, "not allowed") : super.handleGet(path);
    }

    /// Knows a kind of an API group besides those of the Prometheus Operator.
    void serve(String apiVersion, String plural, String kind) {
        optional.put(
                "/apis/" + apiVersion,
                new MockResponse().setResponseCode(200).setBody("""
                {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "%s", "resources": [
                  {"name": "%s", "kind": "%s", "namespaced": true, "verbs": ["get"]}]}
                """.formatted(apiVersion, plural, kind)));
    }

    /// Does so no more.
    void dropKind(String apiVersion) {
        optional.remove("/apis/" + apiVersion);
    }

    /// Answers the first reads of what is at paths that end so as if it were not there yet.
    void appearsAfterReads(String pathEnd, int reads) {
        unseen.put(pathEnd, new AtomicInteger(reads));
    }

    private boolean isUnseen(String path) {
        return unseen.entrySet().stream()
                .anyMatch(
                        late -> path.endsWith(late.getKey()) && late.getValue().getAndDecrement() > 0);
    }

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/apply-patch") ? apply(request) : super.handlePatch(request);
    }

    @Override
    public MockResponse handleCreate(RecordedRequest request) {
        String path = path(request);
        if (path.endsWith("/subjectaccessreviews")) {
            return reviewed();
        }
        return path.endsWith("/selfsubjectrulesreviews") ? mayLease() : super.handleCreate(request);
    }

    private MockResponse apply(RecordedRequest request) {
        String path = path(request);
        boolean status = path.endsWith("/status");
        String object = status ? path.substring(0, path.length() - "/status".length()) : path;
        String manager = request.getPath().replaceAll("^.*[?&]fieldManager=([^&]*).*$", "$1");
        String body = request.getUtf8Body();
        if (operator.equals(request.getHeader("User-Agent"))) {
            firstApplied.putIfAbsent(path, body);
        }
        var applied = Json.read(body);
        var found = handleGet(object);
        if (found.code() != 200) {
            return status ? found : create(object, manager, applied, request.getHeaders());
        }
        return update(object, manager, status, applied, text(found));
    }

    private MockResponse create(String path, String manager, Map<String, Object> applied, Headers headers) {
        Json.object(applied.get("metadata"))
                .put("managedFields", ManagedFields.with(manager, false, applied, List.of()));
        String collection = path.substring(0, path.lastIndexOf('/'));
        return handleCreate(new RecordedRequest("HTTP/1.1", HttpMethod.POST, collection, headers, body(applied)));
    }

    private MockResponse update(
            String path, String manager, boolean status, Map<String, Object> applied, String existing) {
        var current = Json.read(existing);
        var managed = (List<?>) Json.object(current.get("metadata")).getOrDefault("managedFields", List.of());
        var metadata = Json.object(applied.get("metadata"));
        if (differs("resourceVersion", metadata, current) || differs("uid", metadata, current)) {
            return Faults.status(409, "the object has been modified; please apply your changes to the latest version");
        }
        metadata.remove("resourceVersion");
        Json.dropAbandoned(
                current,
                ManagedFields.of(manager, status, managed),
                ManagedFields.fields(applied),
                ManagedFields.ofOthers(manager, status, managed));
        metadata.put("managedFields", ManagedFields.with(manager, status, applied, managed));
        Json.merge(current, applied);
        if ("Deployment".equals(current.get("kind"))) {
            Json.object(current.get("spec")).putIfAbsent("replicas", 1);
        }
        var headers = Headers.builder().add("Content-Type", "application/json").build();
        return handleUpdate(new RecordedRequest("HTTP/1.1", HttpMethod.PUT, path, headers, body(current)));
    }

    // etcd's first object has version 2, this server's has 1: asking for 1 must find no object.
    private static boolean differs(String field, Map<String, Object> applied, Map<String, Object> current) {
        var asked = applied.get(field);
        boolean never = field.equals("resourceVersion") && "1".equals(asked);
        return never
                || asked != null
                        && !asked.equals(Json.object(current.get("metadata")).get(field));
    }

    private MockResponse discovery(String version, Map<String, String> kinds) {
        String resources = kinds.entrySet().stream()
                .map(kind -> """
                        {"name": "%s", "kind": "%s", "namespaced": true, "verbs": ["get"]}""".formatted(kind.getKey(), kind.getValue()))
                .collect(Collectors.joining(","));
        return new MockResponse().setResponseCode(200).setBody("""
                {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "monitoring.coreos.com/%s",
                 "resources": [%s]}
                """.formatted(version, resources));
    }

    // What the Prometheus may do; the answer to every question of rights.
    private MockResponse reviewed() {
        return new MockResponse().setResponseCode(201).setBody("""
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": {},
                 "status": {"allowed": %s}}
                """.formatted(prometheusMayDiscover));
    }

    // Asked by leader election before it starts.
    private static MockResponse mayLease() {
        return new MockResponse().setResponseCode(201).setBody("""
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {},
                 "status": {"incomplete": false, "nonResourceRules": [], "resourceRules": [
                   {"apiGroups": ["coordination.k8s.io"], "resources": ["leases"], "verbs": ["*"]}]}}
                """);
    }

    private static String path(RecordedRequest request) {
        return request.getPath().replaceAll("\\?.*$", "");
    }

    private static String text(MockResponse response) {
        return new String(response.getBody().getBytes(), StandardCharsets.UTF_8);
    }

    private static Buffer body(Map<String, Object> json) {
        return new Buffer(Serialization.asJson(json).getBytes(StandardCharsets.UTF_8));
    }
}
