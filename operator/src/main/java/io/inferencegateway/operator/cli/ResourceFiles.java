package io.inferencegateway.operator.cli;

import io.inferencegateway.operator.cli.validate.GatewayValidator;
import io.inferencegateway.operator.cli.validate.Source;
import io.inferencegateway.operator.cli.validate.Validation;
import io.inferencegateway.operator.cli.validate.Verdict;
import io.inferencegateway.operator.desired.SpecProblems;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/// The `-f` of every command that reads resources, as kubectl has it.
final class ResourceFiles {
    @Option(
            names = {"-f", "--filename"},
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "File, directory (its .yaml, .yml and .json files), or - for standard input.")
    List<String> names = List.of();

    @Option(
            names = {"-R", "--recursive"},
            description = "Read the directories below, too.")
    boolean recursive;

    Validation validate() throws IOException {
        return new GatewayValidator(SpecProblems::of).validate(Source.read(names, recursive, System.in));
    }

    /// The gateways of the files, all of them accepted.
    ///
    /// @throws IOException with a line for each problem, or saying that there is no gateway
    List<Verdict> accepted() throws IOException {
        var validation = validate();
        if (!validation.accepted()) {
            throw new IOException(String.join(System.lineSeparator(), validation.lines()));
        }
        if (validation.verdicts().isEmpty()) {
            throw new IOException("no InferenceGateway in " + String.join(", ", names));
        }
        for (var gateway : validation.gateways()) {
            if (gateway.getMetadata().getName() == null) {
                throw new IOException("a gateway with generateName has no name yet; give it a metadata.name");
            }
        }
        return validation.verdicts();
    }
}
