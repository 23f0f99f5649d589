package io.inferencegateway.operator.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.inferencegateway.contract.EventReason;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.status.GatewayEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final MockCluster cluster = new MockCluster(false);
    private Instant now = Instant.parse("2026-01-01T10:00:00.123456789Z");
    private String version;
    private final Events events = new Events("operator-7", () -> now);

    @AfterEach
    void close() {
        cluster.close();
    }

    private InferenceGateway gateway() {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName("cats");
        gateway.getMetadata().setNamespace("ml");
        gateway.getMetadata().setUid("42");
        gateway.getMetadata().setResourceVersion(version);
        return gateway;
    }

    private void write(String message) {
        events.write(
                cluster.client(),
                gateway(),
                new GatewayEvent(
                        GatewayEvent.Severity.WARNING, EventReason.ROLLOUT_FROZEN, "HoldBackRollout", message));
    }

    private List<Event> written() {
        return cluster.client().events().v1().events().inNamespace("ml").list().getItems();
    }

    @Test
    void anEventHasEverythingTheApiServerAsksFor() {
        write("model b waits");
        var event = written().getFirst();
        assertEquals("Warning", event.getType());
        assertEquals("RolloutFrozen", event.getReason());
        assertEquals("HoldBackRollout", event.getAction());
        assertEquals("model b waits", event.getNote());
        assertEquals("2026-01-01T10:00:00.123456Z", event.getEventTime().getTime());
        assertEquals("inferencegateway.io/operator", event.getReportingController());
        assertEquals("operator-7", event.getReportingInstance());
        var regarding = event.getRegarding();
        assertEquals("inferencegateway.io/v1alpha1", regarding.getApiVersion());
        assertEquals("InferenceGateway", regarding.getKind());
        assertEquals("ml/cats/42", regarding.getNamespace() + "/" + regarding.getName() + "/" + regarding.getUid());
        assertNull(event.getSeries());
    }

    @Test
    void theSameNewsAgainIsCountedAndOtherNewsIsAnotherEvent() {
        write("model b waits");
        now = now.plusSeconds(60);
        write("model b waits");
        write("model b waits");
        assertEquals(1, written().size());
        var series = written().getFirst().getSeries();
        assertEquals(3, series.getCount());
        assertEquals("2026-01-01T10:01:00.123456Z", series.getLastObservedTime().getTime());
        assertEquals(
                "2026-01-01T10:00:00.123456Z",
                written().getFirst().getEventTime().getTime());

        write("model c waits");
        assertEquals(2, written().size());
    }

    @Test
    void theSameNewsAboutTheSameVersionIsToldOnce() {
        version = "7";
        write("model b waits");
        write("model b waits");
        assertNull(written().getFirst().getSeries());
        version = "8";
        write("model b waits");
        assertEquals(2, written().getFirst().getSeries().getCount());
        write("model b waits");
        assertEquals(2, written().getFirst().getSeries().getCount());
    }

    @Test
    void aLongMessageIsShortenedToWhatTheApiAllows() {
        write("x".repeat(2000));
        assertEquals(1024, written().getFirst().getNote().length());
    }

    @Test
    void aRefusalIsForgotten() {
        var name = written();
        cluster.refuse("/events", 403, "no rights");
        write("model b waits");
        assertTrue(name.isEmpty());
        assertEquals(List.of(), written());
    }
}
