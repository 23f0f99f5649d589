package io.inferencegateway.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.inferencegateway.operator.cli.validate.Problem;
import io.inferencegateway.operator.cli.validate.Validation;
import io.inferencegateway.operator.cli.validate.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "Nothing is contacted: the schema and the rules of this version's CRD are evaluated here, and every problem is"
                    + " reported, a line each: FILE:DOCUMENT: RESOURCE: what is wrong. Unknown fields are refused, as kubectl"
                    + " does. Documents of other kinds are passed over; the summary on standard error counts them."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is valid, or there was no InferenceGateway",
            "1:something is invalid",
            "2:wrong usage, or a file cannot be read"
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  igw validate config/samples",
            "  kubectl kustomize config/kustomize/overlays/production | igw validate -",
            "  igw validate -o json config/samples | jq '.documents[] | select(.valid | not)'"
        })
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
            case text -> validation.lines().forEach(out::println);
            case json -> out.println(json(validation));
        }
        out.flush();
        spec.commandLine().getErr().println(summary(validation));
        return validation.accepted() ? Igw.OK : Igw.FAILED;
    }

    private static String summary(Validation validation) {
        String found = validation.verdicts().isEmpty()
                ? "No InferenceGateway found"
                : validation.gateways().size() + " valid, " + validation.refused() + " invalid";
        return found
                + validation
                        .passedOver()
                        .map(others -> "; passed over " + others)
                        .orElse("") + ".";
    }

    private static String json(Validation validation) throws JsonProcessingException {
        var report = new LinkedHashMap<String, Object>();
        report.put("valid", validation.accepted());
        report.put(
                "documents", validation.verdicts().stream().map(Validate::json).toList());
        report.put("passedOver", validation.skippedByKind());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
    }

    private static Map<String, Object> json(Verdict verdict) {
        var document = new LinkedHashMap<String, Object>();
        document.put("file", verdict.document().file());
        document.put("document", verdict.document().number());
        document.put("resource", verdict.document().resource());
        document.put("namespace", verdict.document().namespace());
        document.put("valid", verdict.accepted());
        document.put("errors", verdict.problems().stream().map(Validate::json).toList());
        return document;
    }

    private static Map<String, String> json(Problem problem) {
        var error = new LinkedHashMap<String, String>();
        error.put("field", problem.path());
        error.put("message", problem.message());
        return error;
    }
}
