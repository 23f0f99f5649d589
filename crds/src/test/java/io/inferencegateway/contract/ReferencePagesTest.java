package io.inferencegateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.contract.wire.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The reference pages are what the code says. `-Dgolden=update` writes them.
class ReferencePagesTest {
    private static final Path REFERENCE = Path.of("../docs/reference");
    private static final String GENERATED =
            "<!-- Generated from the code; `mvn verify -Dgolden=update` writes it anew. -->\n\n";

    @Test
    void settings() throws IOException {
        var rows = Setting.table().stream()
                .map(setting -> "| `%s` | %s | %s | %s |\n"
                        .formatted(setting.name(), setting.defaultText(), setting.allowed(), setting.meaning()))
                .collect(Collectors.joining());
        assertPage("settings.md", """
                # Settings of the pod

                Environment variables, read in any case; a `.env` file in the working directory fills in what the environment
                leaves out. An empty value counts as absent. All problems are reported at once, and the pod ends with exit
                code 2. Every other `OTEL_*` variable reaches the OpenTelemetry SDK as it is.

                | Variable | Default | Allowed | Meaning |
                | --- | --- | --- | --- |
                """ + rows);
    }

    @Test
    void conditionsAndReasons() throws IOException {
        var reasons = Arrays.stream(Reason.values())
                .map(reason -> "| `%s` | %s |\n".formatted(reason.text(), reason.meaning()))
                .collect(Collectors.joining());
        var types = Arrays.stream(ConditionType.values())
                .map(type -> "| `%s` | %s |\n".formatted(type.text(), type.meaning()))
                .collect(Collectors.joining());
        var events = Arrays.stream(EventReason.values())
                .map(reason -> "| `%s` | %s |\n".formatted(reason.text(), reason.meaning()))
                .collect(Collectors.joining());
        var tiers = Arrays.stream(BudgetTier.values())
                .map(tier -> "| `%s` | %s | %s |\n".formatted(tier.text(), tier.budget(), tier.action()))
                .collect(Collectors.joining());
        assertPage("conditions.md", """
                # Conditions of an InferenceGateway

                They follow kstatus: `kubectl wait --for=condition=Ready`, Argo CD and Flux understand them. Types and reasons
                are API and are never renamed; messages may be reworded.

                | Type | Meaning |
                | --- | --- |
                """ + types + """

                | Reason | Meaning |
                | --- | --- |
                """ + reasons + """

                ## Events

                The operator writes one Kubernetes Event on the gateway for each change that somebody should hear of:
                `kubectl events --for inferencegateway/NAME`.

                | Reason | Meaning |
                | --- | --- |
                """ + events + """

                ## Tiers of the error budget

                `status.errorBudgetPolicy.tier`, by what is left of the budget of availability or latency, whichever is less
                ([how to read it](../howto/error-budget.md)).

                | Tier | Budget left | Asks for |
                | --- | --- | --- |
                """ + tiers);
    }

    @Test
    void outcomes() throws IOException {
        var rows = Arrays.stream(Outcome.values())
                .map(outcome -> "| `%s` | %d | %s | %s |\n"
                        .formatted(
                                outcome.label(),
                                outcome.usualStatus(),
                                outcome.countsAsEvent() ? "yes" : "no",
                                outcome.countsAgainstSlo() ? "yes" : "no"))
                .collect(Collectors.joining());
        assertPage("outcomes.md", """
                # Outcomes of a prediction

                The label `outcome` of `http_requests_total` and `http_request_duration_seconds`; empty on routes that are no
                predictions. The objectives are computed from it.

                | Outcome | Usual status | Event of the objectives | Spends error budget |
                | --- | --- | --- | --- |
                """ + rows);
    }

    private static void assertPage(String name, String text) throws IOException {
        var page = REFERENCE.resolve(name);
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(REFERENCE);
            Files.writeString(page, GENERATED + text);
        }
        assertEquals(
                Files.readString(page), GENERATED + text, "run mvn verify -Dgolden=update and review the difference");
    }
}
