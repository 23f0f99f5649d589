package io.inferencegateway.operator.cli;

import io.inferencegateway.operator.cli.validate.UnreadableException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/// The top of the `igw` command line; each subcommand is a class of this room.
@Command(
        name = "igw",
        description = "Inference Gateway: declare a model, a device and service levels; get a served, watched model.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Igw.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        footerHeading = "%nTry:%n",
        footer = {
            "  igw local -f config/samples/minimal.yaml --picture config/samples/chelsea.jpg",
            "  igw validate config/samples",
            "  igw render config/samples/gateway.yaml | kubectl diff -f -",
            "  igw doctor",
            "  igw load --url http://127.0.0.1:8000 -f config/samples/minimal.yaml",
            "  igw COMMAND --help"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused or failed; standard error says why",
            "2:wrong usage, or what was named cannot be read or reached"
        },
        subcommands = {
            Local.class,
            Validate.class,
            Render.class,
            Assess.class,
            Load.class,
            Doctor.class,
            Check.class,
            Run.class,
            Completion.class
        })
public final class Igw {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int UNREADABLE = 2;

    private Igw() {}

    /// Runs a command line; returns the exit code.
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /// The same, writing to others than standard output and standard error.
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Igw());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter err = command.getErr();
            err.println(failure.getMessage() == null ? failure : failure.getMessage());
            return failure instanceof UnreadableException ? UNREADABLE : FAILED;
        });
        return commandLine;
    }

    /// The version, as the jar's manifest says it.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Igw.class.getPackage().getImplementationVersion();
            return new String[] {"igw " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
