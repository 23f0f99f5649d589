package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests in the words of access rules.
class ApiCallTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/pods?limit=500, list, pods",
        "GET, /api/v1/namespaces/ml/pods/a, get, pods",
        "GET, /api/v1/namespaces/ml/pods?allowWatchBookmarks=true&watch=true, watch, pods",
        "GET, /api/v1/namespaces/ml, get, namespaces",
        "GET, /api/v1/namespaces, list, namespaces",
        "GET, /apis/apps/v1/namespaces/api/deployments/apis, get, deployments",
        "PATCH, /apis/inferencegateway.io/v1alpha1/namespaces/ml/inferencegateways/cats/status?force=true, patch, inferencegateways/status",
        "POST, /apis/authorization.k8s.io/v1/subjectaccessreviews, create, subjectaccessreviews",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/ns/leases/x, update, leases",
        "DELETE, /api/v1/namespaces/ml/services/cats, delete, services",
        "GET, /apis/monitoring.coreos.com/v1, get, discovery",
        "GET, /version, get, discovery",
        "GET, /behind/a/proxy/api/v1/namespaces/ml/secrets/s, get, secrets",
    })
    void aRequestIsAVerbOnAResource(String method, URI uri, String verb, String resource) {
        assertEquals(new ApiCall(verb, resource), ApiCall.of(method, uri));
    }
}
