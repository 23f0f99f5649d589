package io.inferencegateway.operator.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `igw completion`: a script by which a shell completes commands and options.
@Command(
        name = "completion",
        sortOptions = false,
        description = {
            "Prints a script by which a shell completes igw's commands, options and their values.",
            "",
            "It is the same for bash and zsh: in zsh it switches bash's way of completion on."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:wrong usage"},
        footerHeading = "%nTry:%n",
        footer = {
            "  source <(igw completion bash)",
            "  igw completion bash > ~/.local/share/bash-completion/completions/igw",
            "  igw completion zsh > ~/.igw-completion && echo 'source ~/.igw-completion' >> ~/.zshrc"
        })
final class Completion implements Callable<Integer> {
    enum Shell {
        bash,
        zsh
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    @Nullable
    Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var top = Objects.requireNonNull(spec.root().commandLine());
        spec.commandLine().getOut().print(AutoComplete.bash(top.getCommandName(), top));
        spec.commandLine().getOut().flush();
        return Igw.OK;
    }
}
