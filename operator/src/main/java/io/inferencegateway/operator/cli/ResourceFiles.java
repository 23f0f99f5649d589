package io.inferencegateway.operator.cli;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.cli.validate.GatewayValidator;
import io.inferencegateway.operator.cli.validate.Json;
import io.inferencegateway.operator.cli.validate.Source;
import io.inferencegateway.operator.cli.validate.Validation;
import io.inferencegateway.operator.cli.validate.Verdict;
import io.inferencegateway.operator.desired.SpecProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a command reads resources from: `-f` as kubectl has it, or the bare names that a pre-commit hook passes.
final class ResourceFiles {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = {
                "File of one or more documents, directory (the .yaml, .yml and .json files in and below it), or - for"
                        + " standard input."
            })
    List<String> bare = new ArrayList<>();

    @Option(
            names = {"-f", "--filename"},
            arity = "1..*",
            paramLabel = "FILE",
            description = "The same, as kubectl has it.")
    List<String> names = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    /// The one gateway of a file that a command names by an option of its own.
    ///
    /// @throws IOException when it has none or several, or one that is refused
    static InferenceGateway single(String file) throws IOException {
        var files = new ResourceFiles();
        files.names = List.of(file);
        var gateways = files.accepted();
        if (gateways.size() != 1) {
            throw new IOException("%s has %d gateways; give a file with one".formatted(file, gateways.size()));
        }
        return gateways.getFirst().gateway().orElseThrow();
    }

    Validation validate() throws IOException {
        return new GatewayValidator(SpecProblems::of).validate(Source.read(named(), System.in));
    }

    private List<String> named() {
        var all = new ArrayList<>(bare);
        all.addAll(names);
        if (all.isEmpty() && command != null) {
            throw new ParameterException(command.commandLine(), "name a FILE, a directory, or - for standard input");
        }
        return all;
    }

    /// The gateways of the files, all of them accepted.
    ///
    /// @throws IOException with a line for each problem, or saying that there is no gateway
    List<Verdict> accepted() throws IOException {
        return accepted(validate());
    }

    /// The same, of what was validated.
    List<Verdict> accepted(Validation validation) throws IOException {
        if (!validation.accepted()) {
            throw new IOException(String.join(System.lineSeparator(), validation.lines()));
        }
        if (validation.verdicts().isEmpty()) {
            throw new IOException("no InferenceGateway in " + String.join(", ", named()));
        }
        for (var verdict : validation.verdicts()) {
            if (Json.object(verdict.document().content().get("metadata")).get("name") == null) {
                throw new IOException("a gateway with generateName has no name yet; give it a metadata.name");
            }
        }
        return validation.verdicts();
    }
}
