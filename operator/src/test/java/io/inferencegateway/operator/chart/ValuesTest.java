package io.inferencegateway.operator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings of the operator's chart are the same in `values.yaml`, its schema, its README and its templates.
class ValuesTest {
    private static final Path VALUES = Helm.CHART.resolve("values.yaml");
    private static final Path SCHEMA = Helm.CHART.resolve("values.schema.json");
    private static final Path README = Helm.CHART.resolve("README.md");
    private static final Path EVERYTHING = Helm.CHART.resolve("ci/everything-values.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

    @Test
    void everySettingIsDescribed() throws IOException {
        var settings = ValuesFile.settings(VALUES);
        assertTrue(settings.size() > 40, settings.keySet().toString());
        settings.forEach(
                (path, description) -> assertTrue(description.length() > 10, path + " has no comment `# -- …`"));
    }

    @Test
    void theSchemaKnowsTheSameSettingsAndDescribesThemInTheSameWords() throws IOException {
        var settings = ValuesFile.settings(VALUES);
        var schema = JSON.readTree(SCHEMA.toFile());
        var known = new TreeSet<String>();
        collect(schema.path("properties"), "", settings, known);
        known.remove("/global");
        assertEquals(settings.keySet(), known);

        settings.forEach(
                (path, description) -> ((ObjectNode) schema.at(inSchema(path))).put("description", description));
        String text = JSON.writer(new DefaultPrettyPrinter()).writeValueAsString(schema) + "\n";
        if (UPDATE) {
            Files.writeString(SCHEMA, text);
        }
        assertEquals(
                text,
                Files.readString(SCHEMA),
                SCHEMA + " differs; run the tests with -Dgolden=update and review the difference");
    }

    // Down to what values.yaml calls a setting.
    private static void collect(
            JsonNode properties, String parent, Map<String, String> settings, TreeSet<String> known) {
        for (var property : properties.properties()) {
            String path = parent + "/" + property.getKey();
            var below = property.getValue().path("properties");
            if (settings.containsKey(path) || below.isMissingNode()) {
                known.add(path);
            } else {
                assertEquals(
                        "false",
                        property.getValue().path("additionalProperties").asText(),
                        path);
                collect(below, path, settings, known);
            }
        }
    }

    private static String inSchema(String path) {
        return path.replace("/", "/properties/");
    }

    @Test
    void theReadmeListsEverySettingWithItsDescription() throws IOException {
        var readme = Files.readString(README);
        ValuesFile.settings(VALUES).forEach((path, description) -> {
            String row = "| %s |".formatted(path.substring(1).replace("/", "."));
            var line = readme.lines()
                    .filter(candidate -> candidate.startsWith(row))
                    .toList();
            assertEquals(1, line.size(), "README.md of the chart: " + row + " (helm-docs writes it)");
            assertTrue(line.getFirst().endsWith(" " + description + " |"), line.getFirst());
        });
    }

    /// A setting that no template reads promises something that does not happen.
    @Test
    void everySettingChangesWhatIsInstalled(@TempDir Path folder) throws Exception {
        var everything = Helm.YAML.readTree(EVERYTHING.toFile());
        var defaults = Helm.YAML.readTree(VALUES.toFile());
        String whole = rendered(folder, everything);
        var silent = new ArrayList<String>();
        for (var path : ValuesFile.settings(VALUES).keySet()) {
            assertFalse(everything.at(path).isMissingNode(), EVERYTHING + " lacks " + path);
            JsonNode changed = everything.deepCopy();
            ((ObjectNode) changed.at(path.substring(0, path.lastIndexOf('/'))))
                    .set(path.substring(path.lastIndexOf('/') + 1), another(everything.at(path), defaults.at(path)));
            if (rendered(folder, changed).equals(whole)) {
                silent.add(path);
            }
        }
        assertEquals(List.of(), silent);
    }

    private static JsonNode another(JsonNode value, JsonNode usual) {
        if (!value.equals(usual)) {
            return usual;
        }
        return value.isBoolean() ? BooleanNode.valueOf(!value.asBoolean()) : TextNode.valueOf("another");
    }

    // A refusal is an effect, too.
    private static String rendered(Path folder, JsonNode values) throws Exception {
        var file = folder.resolve("values.yaml");
        Helm.YAML.writeValue(file.toFile(), values);
        return Helm.template("--values", file.toString()).output();
    }
}
