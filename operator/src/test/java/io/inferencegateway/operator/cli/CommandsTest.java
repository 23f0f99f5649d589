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
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as their users call them: arguments in; standard output, standard error and exit code out.
@Isolated
class CommandsTest {
    private static final String MINIMAL = "../config/samples/minimal.yaml";
    private static final String REFUSED = "../config/rejected/device-mps.yaml";

    private record Result(int code, String out, String err) {}

    private static Result igw(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Igw.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
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
    void validateReadsFoldersAndWhatIsBelowThemButNothingHidden(@TempDir Path folder) throws IOException {
        Files.copy(Path.of(MINIMAL), folder.resolve("a.yaml"));
        Files.writeString(folder.resolve("b.yml"), "kind: ConfigMap\napiVersion: v1\n---\nkind: Secret\n");
        Files.writeString(folder.resolve("c.txt"), "no manifest");
        Files.copy(
                Path.of(MINIMAL), Files.createDirectories(folder.resolve("x/y")).resolve("d.yaml"));
        Files.writeString(folder.resolve("x/e.json"), """
                {
                \t"apiVersion": "inferencegateway.io/v1alpha1", "kind": "InferenceGateway",
                \t"metadata": {"name": "json"},
                \t"spec": {"model": {"storageUri": "builtin://efficientnet-lite0"}}
                }
                """);
        Files.copy(
                Path.of(REFUSED),
                Files.createDirectories(folder.resolve(".git")).resolve("f.yaml"));
        Files.copy(Path.of(REFUSED), folder.resolve(".g.yaml"));

        var valid = new Result(
                0, "", "3 valid, 0 invalid; passed over 2 documents of other kinds (1 ConfigMap, 1 Secret).\n");
        assertEquals(valid, igw("validate", folder.toString()));
        assertEquals(valid, igw("validate", "-f", folder.toString()));
    }

    @Test
    void aHiddenFileThatIsNamedIsRead(@TempDir Path folder) throws IOException {
        var hidden = Files.copy(Path.of(REFUSED), folder.resolve(".g.yaml"));

        assertEquals(1, igw("validate", hidden.toString()).code());
    }

    private static Result igwReading(String stdin, String... arguments) {
        var before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
            return igw(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void validateReadsStandardInput() throws IOException {
        var result = igwReading(Files.readString(Path.of(REFUSED)), "validate", "-");

        assertEquals(1, result.code());
        assertTrue(
                result.out().startsWith("stdin:1: InferenceGateway/rejected: spec.device: Unsupported value"),
                result.out());
        assertEquals("0 valid, 1 invalid.\n", result.err());
    }

    @Test
    void whatKustomizeBuildsIsRenderedAndTheRestCounted() throws IOException {
        var built = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: vision\n---\n"
                + Files.readString(Path.of(MINIMAL)) + "---\nkind: ConfigMap\n";
        var result = igwReading(built, "render", "-");

        assertEquals(0, result.code(), result.err());
        assertEquals(igw("render", MINIMAL).out(), result.out());
        assertEquals("passed over 2 documents of other kinds (1 ConfigMap, 1 Namespace)\n", result.err());
    }

    @Test
    void renderSaysThatThereIsNothingToRender() {
        assertEquals(
                new Result(1, "", "no InferenceGateway in -\n"), igwReading("kind: ConfigMap\n", "render", "-f", "-"));
    }

    @Test
    void validateAnswersInJson() throws IOException {
        var result = igwReading(
                Files.readString(Path.of(REFUSED)) + "---\nkind: Secret\n",
                "validate",
                MINIMAL,
                "-",
                "--output",
                "json");
        var json = new ObjectMapper().readTree(result.out());

        assertEquals(1, result.code());
        assertEquals(new ObjectMapper().readTree("""
                {"valid": false, "documents": [
                  {"file": "../config/samples/minimal.yaml", "document": 1, "resource": "InferenceGateway/efficientnet",
                   "namespace": "", "valid": true, "errors": []},
                  {"file": "stdin", "document": 1, "resource": "InferenceGateway/rejected", "namespace": "", "valid": false,
                   "errors": [{"field": "spec.device", "message":
                     "Unsupported value: \\"mps\\": supported values: \\"cpu\\", \\"cuda\\""}]}],
                 "passedOver": {"Secret": 1}}
                """), json);
        assertEquals("1 valid, 1 invalid; passed over 1 document of other kinds (1 Secret).\n", result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "render"})
    void whatCannotBeReadIsTwoAndASentence(String command) {
        assertEquals(new Result(2, "", "nowhere.yaml: there is no such file\n"), igw(command, MINIMAL, "nowhere.yaml"));
    }

    @Test
    void whatIsNoYamlIsInvalid(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("broken.yaml"), "kind: [");
        var result = igw("validate", file.toString());

        assertEquals(1, result.code());
        assertTrue(result.out().startsWith(file + ":1: not YAML: line 1, column "), result.out());
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
