package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.operator.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as their users call them: arguments in; standard output, standard error and exit code out.
class CommandsTest {
    private static final String MINIMAL = "../config/samples/minimal.yaml";
    private static final String REFUSED = "../config/rejected/device-mps.yaml";

    private record Result(int code, String out, String err) {}

    private static Result igw(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Igw.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    @Test
    void renderPrintsTheManifestsOfTheOperatorWithoutOwners() {
        var result = igw("render", "-f", MINIMAL);

        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        Golden.check("render", "minimal", result.out());
        assertFalse(result.out().contains("ownerReferences"));
        assertEquals(result.out(), igw("render", "-f", MINIMAL).out());
    }

    @Test
    void everyGoldenFileIsOfATest() {
        Golden.checkThatNoOtherFileIsIn("render", List.of("minimal"));
    }

    @Test
    void renderTakesImagesAndANamespace() {
        var out = igw(
                        "render",
                        "-f",
                        MINIMAL,
                        "--image-cpu",
                        "registry.example.com/pod:1",
                        "-n",
                        "vision",
                        "--operator-namespace",
                        "system")
                .out();

        assertTrue(out.contains("image: \"registry.example.com/pod:1\""), out);
        assertTrue(out.contains("namespace: \"vision\""), out);
        assertFalse(out.contains("namespace: \"default\""), out);
    }

    @Test
    void renderPrintsNothingWhenAnythingIsRefused() {
        var result = igw("render", "-f", MINIMAL, REFUSED);

        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("spec.device: Unsupported value"), result.err());
    }

    @Test
    void validateReadsFoldersAndCountsWhatItSkips(@TempDir Path folder) throws IOException {
        Files.copy(Path.of(MINIMAL), folder.resolve("a.yaml"));
        Files.writeString(folder.resolve("b.yml"), "kind: ConfigMap\napiVersion: v1\n---\nkind: Secret\n");
        Files.writeString(folder.resolve("c.txt"), "no manifest");

        assertEquals(
                new Result(
                        0, "1 accepted, 0 refused; skipped 2 documents of other kinds (1 ConfigMap, 1 Secret).\n", ""),
                igw("validate", "-f", folder.toString()));
    }

    @Test
    void validateReadsStandardInput() throws IOException {
        var stdin = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(Path.of(REFUSED))));
            var result = igw("validate", "-f", "-");

            assertEquals(1, result.code());
            assertTrue(
                    result.out().startsWith("stdin: document 1 (rejected): spec.device: Unsupported value"),
                    result.out());
        } finally {
            System.setIn(stdin);
        }
    }

    @Test
    void validateAnswersInJson() throws IOException {
        var result = igw("validate", "-f", MINIMAL, REFUSED, "--output", "json");
        var json = new ObjectMapper().readTree(result.out().getBytes(StandardCharsets.UTF_8));

        assertEquals(1, result.code());
        assertEquals(1, json.path("accepted").asInt());
        assertEquals("spec.device", json.at("/documents/1/problems/0/path").asText());
        assertEquals("rejected", json.at("/documents/1/name").asText());
    }

    @Test
    void aMissingFileIsASentence() {
        assertEquals(new Result(1, "", "nowhere.yaml: there is no such file\n"), igw("validate", "-f", "nowhere.yaml"));
    }

    @Test
    void wrongUsageIsTwoAndHelpIsZero() {
        assertEquals(2, igw("validate").code());
        assertEquals(2, igw("launch").code());
        assertEquals(2, igw().code());
        for (String command : List.of("validate", "render", "local", "check", "run")) {
            assertEquals(0, igw(command, "--help").code());
        }
        assertTrue(igw("--help").out().contains("Exit codes:"));
        assertTrue(igw("--version").out().startsWith("igw "));
    }
}
