package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.InferenceGateway;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final ResourceID CATS = new ResourceID("cats", "ml");

    private final Waiting waiting = new Waiting();

    private static InferenceGateway generation(long generation) {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName("cats");
        gateway.getMetadata().setNamespace("ml");
        gateway.getMetadata().setGeneration(generation);
        return gateway;
    }

    private static Event changed(long generation) {
        return new ResourceEvent(ResourceAction.UPDATED, CATS, generation(generation));
    }

    @Test
    void aGatewayWaitsFromItsFirstEventOn() {
        waiting.heardOf(new Event(CATS));
        assertTrue(waiting.longestQueued().isPositive());
        waiting.heardOf(new Event(CATS));
        assertTrue(waiting.begins(CATS).isPresent());
        assertEquals(Duration.ZERO, waiting.longestQueued());
        assertFalse(waiting.begins(CATS).isPresent());
    }

    @Test
    void aStatusTellsOfTheSpecItHasSeenAndOfNoNewerOne() {
        waiting.heardOf(changed(2));
        waiting.heardOf(changed(3));
        assertFalse(waiting.told(generation(2)).isPresent());
        assertTrue(waiting.told(generation(3)).isPresent());
        assertFalse(waiting.told(generation(3)).isPresent());
    }

    @Test
    void anEventThatIsNoNewSpecWantsNoStatus() {
        waiting.heardOf(new Event(CATS));
        assertFalse(waiting.told(generation(1)).isPresent());
    }

    @Test
    void aGatewayFailsUntilItSucceedsOrIsGone() {
        waiting.failed(CATS);
        assertEquals(1, waiting.failing());
        assertTrue(waiting.longestFailing().isPositive());
        waiting.succeeded(CATS);
        assertEquals(0, waiting.failing());
        waiting.failed(CATS);
        waiting.forget(CATS);
        assertEquals(0, waiting.failing());
        // Its last reconciliation ends after the news that it is gone.
        waiting.failed(CATS);
        waiting.keepOnly(CATS::equals);
        assertEquals(1, waiting.failing());
        waiting.keepOnly(gateway -> false);
        assertEquals(0, waiting.failing());
    }
}
