package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.AlertRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// What `igw render --format` printed, and our own rules to compare it with.
record Exported(int code, String text, String notes) {
    static final List<String> OBJECTIVES = List.of("availability", "latency", "inference-latency", "confidence");
    private static final YAMLMapper YAML = new YAMLMapper();

    static Exported render(String format, String... files) {
        var out = new StringWriter();
        var err = new StringWriter();
        var commandLine = Igw.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        var arguments = new ArrayList<>(List.of("render", "--format", format, "-f"));
        arguments.addAll(List.of(files));
        int code = commandLine.execute(arguments.toArray(String[]::new));
        return new Exported(code, out.toString(), err.toString());
    }

    /// A gateway of `src/test/resources/gateways`.
    static Exported of(String gateway, String format) {
        var exported = render(format, "src/test/resources/gateways/" + gateway + ".yaml");
        assertEquals(0, exported.code(), exported.notes());
        return exported;
    }

    List<JsonNode> documents() throws IOException {
        return documents(text);
    }

    static List<JsonNode> documents(String yaml) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }

    static String yaml(JsonNode document) throws IOException {
        return YAML.writeValueAsString(document);
    }

    /// The expression of our own rule.
    static String rule(String gateway, String record, String objective) {
        var found = AlertRules.of(Golden.gateway(gateway), OperatorSettings.defaults()).getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> record.equals(rule.getRecord())
                        && objective.equals(rule.getLabels().get("slo")))
                .toList();
        assertEquals(1, found.size(), record + " of " + objective);
        return found.getFirst().getExpr().getStrVal();
    }

    static BigDecimal target(String gateway, String objective) {
        return vector(rule(gateway, "slo:objective:ratio", objective));
    }

    static String window(String gateway, String objective) {
        return vector(rule(gateway, "slo:time_period:days", objective)).toPlainString() + "d";
    }

    /// The number of `vector(NUMBER)`.
    static BigDecimal vector(String expression) {
        return new BigDecimal(expression.strip().replaceAll("^vector\\((.*)\\)$", "$1"));
    }

    /// Without white space, which PromQL does not need between what we write.
    static String dense(String expression) {
        return expression.replaceAll("\\s", "");
    }

    static void same(BigDecimal expected, BigDecimal actual) {
        assertEquals(0, expected.compareTo(actual), expected + " is not " + actual);
    }
}
