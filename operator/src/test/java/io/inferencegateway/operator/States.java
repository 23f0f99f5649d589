package io.inferencegateway.operator;

import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The table of docs/reference/states.md, which tests look themselves up in.
public final class States {
    private static final Path PAGE = Path.of("../docs/reference/states.md");

    private States() {}

    /// A row.
    ///
    /// @param test `Class#method`
    /// @param condition `Type=Status`
    /// @param message a part of it
    public record State(String name, String test, String condition, String reason, String message) {
        /// Whether one of the conditions says so.
        public boolean isSaidBy(List<Condition> conditions) {
            return conditions.stream()
                    .anyMatch(said -> condition.equals(said.getType() + "=" + said.getStatus())
                            && reason.equals(said.getReason())
                            && said.getMessage().contains(message));
        }
    }

    static List<State> all() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith("| ") && line.contains("#"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                            .map(cell -> cell.strip().replaceAll("^`|`$", ""))
                            .toList())
                    .map(cells -> new State(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static State named(String name) {
        return all().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for '" + name + "' in " + PAGE));
    }
}
