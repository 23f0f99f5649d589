package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The client's where it can do no harm, else one that no other request has.
class RequestIdTest {
    @Test
    void aNewOneIsARandomUuid() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            String id = RequestId.of(Optional.empty());
            var uuid = UUID.fromString(id);
            assertEquals(4, uuid.version(), id);
            assertEquals(2, uuid.variant(), id);
            assertEquals(id, uuid.toString());
            seen.add(id);
        }
        assertEquals(10_000, seen.size());
    }

    @Test
    void aHarmlessOneIsKeptAndAnotherIsNot() {
        assertEquals("a-7:b", RequestId.of(Optional.of("a-7:b")));
        for (var harmful : new String[] {"", "a b", "a\nb", "ä", "x".repeat(129)}) {
            assertEquals(36, RequestId.of(Optional.of(harmful)).length(), harmful);
        }
    }
}
