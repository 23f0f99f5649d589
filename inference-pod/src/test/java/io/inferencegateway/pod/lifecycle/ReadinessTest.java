package io.inferencegateway.pod.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.lifecycle.Readiness.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    /// What a model is made of is nothing to readiness.
    private static final State.Ready READY = new State.Ready(null, null, null, null);

    private final Readiness readiness = new Readiness();

    @Test
    void aLoadedModelIsNotReadyBeforeThePortsAreOpen() {
        readiness.loaded(READY);

        var opening = assertInstanceOf(State.Loading.class, readiness.state());
        assertTrue(opening.how().contains("ports"), opening.how());
        assertEquals(Optional.empty(), readiness.serving());

        readiness.listening();

        assertSame(READY, readiness.state());
        assertEquals(Optional.of(READY), readiness.serving());
    }

    @Test
    void openPortsWithoutAModelAreNotReady() {
        readiness.listening();

        assertInstanceOf(State.Loading.class, readiness.state());
    }

    @Test
    void aPodToldToEndIsNeverReadyAgain() {
        readiness.listening();
        readiness.drain();
        readiness.loaded(READY);
        readiness.waiting(ModelPhase.DOWNLOADING, "later");

        assertInstanceOf(State.Stopping.class, readiness.state());
        assertTrue(readiness.ending());
    }
}
