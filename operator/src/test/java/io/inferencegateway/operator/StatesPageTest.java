package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every row of docs/reference/states.md is looked up by the test that it names.
class StatesPageTest {
    private static final Path TESTS = Path.of("src/test/java/io/inferencegateway/operator");

    @Test
    void everyRowIsLookedUpInTheMethodThatItNames() throws IOException {
        assertFalse(States.all().isEmpty());
        for (var state : States.all()) {
            var test = state.test().split("#");
            var body = method(source(test[0]), test[1]);
            assertTrue(body.contains("\"" + state.name() + "\""), state.test() + " does not look up: " + state.name());
        }
    }

    @Test
    void everyTypeAndReasonExistsAndNoStateIsListedTwice() {
        for (var state : States.all()) {
            var type = state.condition().replaceAll("=.*", "");
            assertTrue(
                    Arrays.stream(ConditionType.values())
                            .anyMatch(known -> known.text().equals(type)),
                    type);
            assertTrue(
                    Arrays.stream(Reason.values())
                            .anyMatch(known -> known.text().equals(state.reason())),
                    state.reason());
        }
        List<String> names = States.all().stream().map(States.State::name).toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            var file = files.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + test + ".java"));
            return Files.readString(file);
        }
    }

    private static String method(String source, String name) {
        int start = source.indexOf("    void " + name + "(");
        assertTrue(start >= 0, "no method " + name);
        return source.substring(start, source.indexOf("\n    }\n", start));
    }
}
