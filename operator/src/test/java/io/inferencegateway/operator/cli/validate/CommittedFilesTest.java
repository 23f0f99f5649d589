package io.inferencegateway.operator.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.desired.SpecProblems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files under config/ are what they say they are. CI asks a real API server the same of the same files.
class CommittedFilesTest {
    private static final GatewayValidator VALIDATOR = new GatewayValidator(SpecProblems::of);

    static Stream<Path> samples() throws IOException {
        return yaml("../config/samples");
    }

    static Stream<Path> rejected() throws IOException {
        return yaml("../config/rejected");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsAccepted(Path file) throws IOException {
        assertEquals(List.of(), validate(file).lines());
        assertFalse(validate(file).gateways().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void aRejectedFileIsRefusedWithTheWordsItExpects(Path file) throws IOException {
        var lines = validate(file).lines();
        String expected = Files.readAllLines(file).getFirst().replaceFirst("^# expect: ", "");
        assertTrue(lines.stream().anyMatch(line -> line.contains(expected)), expected + "\nis not in\n" + lines);
        assertEquals(
                1,
                validate(file).verdicts().getFirst().problems().stream()
                        .map(Problem::path)
                        .distinct()
                        .count(),
                () -> "one fault in each file, so that it proves one rule: " + lines);
    }

    private static Validation validate(Path file) throws IOException {
        return VALIDATOR.validate(Source.read(List.of(file.toString()), InputStream.nullInputStream()));
    }

    private static Stream<Path> yaml(String directory) throws IOException {
        try (var files = Files.list(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }
}
