package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua51.Lua51;

/// Argo CD's health check of a gateway, in the layout that Argo CD itself has. The gateways of `testdata` are what the
/// operator writes in the situations of [StatusOfTest]; `-Dgolden=update` writes them. What Argo CD should make of
/// them is written by hand, in `health_test.yaml`. Lua here is 5.1, as Argo CD's is; `.ci/gitops` asks Argo CD's own.
class ArgoHealthTest {
    private static final Path CONFIG = Path.of("../config/argocd");
    private static final Path CHECK = CONFIG.resolve("resource_customizations/inferencegateway.io/InferenceGateway");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String KEY = "resource.customizations.health.inferencegateway.io_InferenceGateway";
    private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

    record Verdict(String status, String message) {
        static Verdict of(JsonNode json) {
            return new Verdict(
                    json.path("status").asText(), json.path("message").asText());
        }
    }

    /// What the operator writes, by the name of its file.
    static Map<String, ObjectNode> situations() throws IOException {
        var situations = new TreeMap<String, ObjectNode>();
        for (var row : StatusOfTest.table().map(Arguments::get).toList()) {
            situations.put(file(row[0]), observed((Observed) row[1]));
        }
        situations.put(file("a budget that is spent"), observed(spent(StatusOfTest.SERVING)));
        var edited = observed(StatusOfTest.SERVING);
        ((ObjectNode) edited.path("metadata")).put("generation", 4);
        situations.put(file("an edit that nobody has seen"), edited);
        // By the default of the definition.
        var unseen = observed(StatusOfTest.SERVING);
        unseen.putObject("status").put("observedGeneration", -1);
        situations.put(file("a gateway that nobody has seen"), unseen);
        return situations;
    }

    private static String file(Object situation) {
        return situation.toString().toLowerCase(Locale.ROOT).replace(' ', '-') + ".yaml";
    }

    private static Observed spent(Observed serving) {
        return new Observed(
                serving.capabilities(),
                serving.deployment(),
                serving.pods(),
                serving.answer(),
                serving.problems(),
                ErrorBudgetTest.availability(-0.2),
                serving.freeze(),
                serving.monitoring());
    }

    // Without the spec, which no verdict reads.
    private static ObjectNode observed(Observed observed) throws IOException {
        var gateway = StatusOfTest.gateway();
        gateway.setStatus(StatusOfTest.status(gateway, observed, StatusOfTest.NOW));
        var document = (ObjectNode) YAML.readTree(Serialization.asYaml(gateway));
        document.putObject("spec");
        return document;
    }

    static Stream<String> files() throws IOException {
        return situations().keySet().stream();
    }

    static Stream<JsonNode> cases() throws IOException {
        var tests = YAML.readTree(CHECK.resolve("health_test.yaml").toFile()).path("tests");
        return StreamSupport.stream(tests.spliterator(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theTestDataAreWhatTheOperatorWrites(String name) throws IOException {
        var file = CHECK.resolve("testdata").resolve(name);
        String text = YAML.writeValueAsString(situations().get(name));
        if (UPDATE) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.exists(file) ? Files.readString(file) : "", file + " differs; -Dgolden=update");
    }

    @Test
    void everySituationHasItsCase() throws IOException {
        var expected = new TreeSet<String>();
        files().forEach(name -> expected.add("testdata/" + name));
        var tested = new TreeSet<String>();
        cases().forEach(test -> tested.add(test.path("inputPath").asText()));
        assertEquals(expected, tested);
        try (var files = Files.list(CHECK.resolve("testdata"))) {
            assertEquals(expected.size(), files.count(), "a file of testdata is of no situation");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theVerdictIsTheExpectedOne(JsonNode test) throws IOException {
        var gateway =
                YAML.readTree(CHECK.resolve(test.path("inputPath").asText()).toFile());
        assertEquals(Verdict.of(test.path("healthStatus")), judge(gateway));
    }

    /// A newer operator may add conditions, and none of them may turn a gateway red.
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void noOtherConditionCounts(JsonNode test) throws IOException {
        var gateway =
                YAML.readTree(CHECK.resolve(test.path("inputPath").asText()).toFile());
        var before = judge(gateway);
        for (var condition : gateway.path("status").path("conditions")) {
            if (!condition.path("type").asText().matches("Ready|Reconciling|Stalled")) {
                ((ObjectNode) condition).put("status", "False");
            }
        }
        assertEquals(before, judge(gateway));
    }

    @Test
    void theConfigMapHoldsTheSameCheck() throws IOException {
        var file = CONFIG.resolve("argocd-cm.yaml");
        String check = Files.readString(CHECK.resolve("health.lua"));
        if (UPDATE) {
            var text = Files.readString(file);
            Files.writeString(
                    file,
                    text.substring(0, text.indexOf(KEY)) + KEY + ": |\n"
                            + check.strip().indent(4));
        }
        assertEquals(check, YAML.readTree(file.toFile()).path("data").path(KEY).asText());
    }

    private static Verdict judge(JsonNode gateway) throws IOException {
        try (var lua = new Lua51()) {
            // What Argo CD lets a health check use, without os.
            lua.openLibrary("base");
            lua.openLibrary("table");
            lua.push(YAML.convertValue(gateway, HashMap.class), Lua.Conversion.FULL);
            lua.setGlobal("obj");
            lua.load(Files.readString(CHECK.resolve("health.lua")));
            lua.pCall(0, 1);
            return new Verdict(field(lua, "status"), field(lua, "message"));
        }
    }

    private static String field(Lua lua, String name) {
        lua.getField(-1, name);
        var value = lua.toString(-1);
        lua.pop(1);
        return value;
    }
}
