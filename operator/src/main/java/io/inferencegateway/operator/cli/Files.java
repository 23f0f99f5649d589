package io.inferencegateway.operator.cli;

import io.inferencegateway.operator.cli.validate.Source;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/// The `-f` of every command that reads resources, as kubectl has it.
final class Files {
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

    List<Source> sources() throws IOException {
        return Source.read(names, recursive, System.in);
    }
}
