package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static HasMetadata service(String uid) {
        return new ServiceBuilder().withNewMetadata().withUid(uid).endMetadata().build();
    }

    @Test
    void anUpdateConcernsTheObjectThatWasSeen() {
        var guarded = Guard.only(service(null), Optional.of(service("7"))).getMetadata();
        assertEquals("7", guarded.getUid());
        // Somebody else's change of another field is no reason to fail.
        assertNull(guarded.getResourceVersion());
    }

    @Test
    void aCreationConcernsNoObjectThatExists() {
        var guarded = Guard.only(service(null), Optional.empty()).getMetadata();
        assertEquals("1", guarded.getResourceVersion());
        assertNull(guarded.getUid());
    }

    @Test
    void anotherObjectInThatPlaceIsSeenAtTheNextLookAndNoRefusal() {
        assertTrue(Guard.tripped(new KubernetesClientException("conflict", 409, null)));
        assertTrue(Guard.tripped(new KubernetesClientException(
                "Service \"a\" is invalid: metadata.uid: Invalid value: \"7\": field is immutable", 422, null)));
        assertFalse(Guard.tripped(new KubernetesClientException("spec.ports: Required value", 422, null)));
    }
}
