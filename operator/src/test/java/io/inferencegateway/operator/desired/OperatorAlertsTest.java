package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chart's alerts on the operator itself, with the chart's placeholders filled in as its template does.
class OperatorAlertsTest {
    private static final Path RULES = Path.of("../helm/inference-gateway/rules/operator.yaml");
    private static final Path TEMPLATE = Path.of("../helm/inference-gateway/templates/prometheusrule.yaml");
    private static final Path SCENARIOS = Path.of("src/test/promtool-operator/alerts.yaml");

    private static String rules() throws IOException {
        return Files.readString(RULES)
                .replace("NAMESPACE", "sys")
                .replace("JOB", "igw-metrics")
                .replace("RUNBOOKS", "https://runbooks");
    }

    private static List<JsonNode> alerts() throws IOException {
        var groups = new ObjectMapper(new YAMLFactory()).readTree(rules()).path("groups");
        return StreamSupport.stream(groups.path(0).path("rules").spliterator(), false)
                .toList();
    }

    @Test
    void promtoolReadsThemAndTheScenariosEndAsWritten(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("rules.yaml"), rules());
        var scenarios = Files.copy(SCENARIOS, folder.resolve("alerts.yaml"));
        Promtool.run("check", "rules", "--lint=all", "--lint-fatal", file.toString());
        Promtool.run("test", "rules", scenarios.toString());
    }

    @Test
    void everyAlertFiresInAScenario() throws IOException {
        var scenarios = Files.readString(SCENARIOS);
        for (var alert : alerts()) {
            assertTrue(
                    scenarios.contains("https://runbooks/" + alert.path("alert").asText() + ".md"),
                    alert.path("alert").asText());
        }
    }

    @Test
    void everyAlertHasItsRunbookPageAndEveryPageItsAlert() throws IOException {
        try (var pages = Files.list(Path.of("../docs/runbooks"))) {
            assertEquals(
                    pages.map(page -> page.getFileName().toString())
                            .filter(page -> page.startsWith("InferenceGatewayOperator"))
                            .sorted()
                            .toList(),
                    alerts().stream()
                            .map(alert -> alert.path("alert").asText() + ".md")
                            .sorted()
                            .toList());
        }
        for (var alert : alerts()) {
            assertEquals(
                    "https://runbooks/" + alert.path("alert").asText() + ".md",
                    alert.path("annotations").path("runbook_url").asText());
        }
    }

    @Test
    void everyAlertSaysHowUrgentItIsWhatHappensAndWhereToLook() throws IOException {
        for (var alert : alerts()) {
            var name = alert.path("alert").asText();
            assertTrue(
                    Set.of("critical", "warning")
                            .contains(alert.path("labels").path("severity").asText()),
                    name);
            var annotations = alert.path("annotations");
            assertTrue(annotations.path("summary").asText().length() > 25, name);
            assertTrue(annotations.path("description").asText().contains("First look: "), name);
            assertTrue(alert.path("expr").asText().contains("{namespace=\"sys\",job=\"igw-metrics\""), name);
        }
    }

    @Test
    void theTemplateFillsInWhatTheFileLeavesOpen() throws IOException {
        var template = Files.readString(TEMPLATE);
        for (var placeholder : List.of("NAMESPACE", "JOB", "RUNBOOKS")) {
            assertTrue(template.contains("replace \"" + placeholder + "\""), placeholder);
            assertTrue(Files.readString(RULES).contains(placeholder), placeholder);
        }
    }
}
