package io.inferencegateway.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.inferencegateway.operator.cli.validate.Validation;
import io.inferencegateway.operator.cli.validate.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `igw validate`: the API server's answers without a cluster, all of them in one round.
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Says whether the API server and the operator would accept a resource.",
            "",
            "Nothing is contacted: the schema and the rules of this version's CRD are evaluated here, every problem is"
                    + " reported, and a problem means exit code 1. Unknown fields are refused, as kubectl does. Documents"
                    + " of other kinds are skipped and counted."
        },
        footerHeading = "%nTry:%n",
        footer = {"  igw validate -f config/samples", "  kustomize build . | igw validate -f - --output json"})
final class Validate implements Callable<Integer> {
    enum Output {
        text,
        json
    }

    @Mixin
    ResourceFiles files = new ResourceFiles();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    Output output = Output.text;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var validation = files.validate();
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case text -> text(validation).forEach(out::println);
            case json -> out.println(json(validation));
        }
        return validation.accepted() ? Igw.OK : Igw.FAILED;
    }

    private static List<String> text(Validation validation) {
        var lines = new ArrayList<>(validation.lines());
        lines.add(summary(validation));
        return lines;
    }

    private static String summary(Validation validation) {
        long accepted = validation.gateways().size();
        long refused = validation.refused();
        var text = new StringBuilder(
                accepted + refused == 0
                        ? "No InferenceGateway found"
                        : accepted + " accepted, " + refused + " refused");
        if (!validation.skippedKinds().isEmpty()) {
            var kinds = validation.skippedKinds().stream()
                    .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
            text.append("; skipped ")
                    .append(validation.skippedKinds().size())
                    .append(validation.skippedKinds().size() == 1 ? " document" : " documents")
                    .append(" of other kinds (")
                    .append(kinds.entrySet().stream()
                            .map(kind -> kind.getValue() + " " + kind.getKey())
                            .collect(Collectors.joining(", ")))
                    .append(")");
        }
        return text.append('.').toString();
    }

    private static String json(Validation validation) throws JsonProcessingException {
        var report = new LinkedHashMap<String, Object>();
        report.put("accepted", validation.gateways().size());
        report.put("refused", validation.refused());
        report.put("skipped", validation.skippedKinds().size());
        report.put(
                "documents", validation.verdicts().stream().map(Validate::json).toList());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
    }

    private static Map<String, Object> json(Verdict verdict) {
        var document = new LinkedHashMap<String, Object>();
        document.put("file", verdict.document().file());
        document.put("document", verdict.document().number());
        document.put("name", verdict.document().name());
        document.put("accepted", verdict.accepted());
        document.put(
                "problems",
                verdict.problems().stream()
                        .map(problem -> Map.of("path", problem.path(), "message", problem.message()))
                        .map(TreeMap::new)
                        .toList());
        return document;
    }
}
