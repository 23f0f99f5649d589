package io.inferencegateway.operator.cli;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.cli.assess.Format;
import io.inferencegateway.operator.cli.assess.Session;
import io.inferencegateway.operator.cli.assess.Wishes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `igw assess`: the lab's observability readiness assessment, as live checks.
@Command(
        name = "assess",
        sortOptions = false,
        description = {
            "Judges a gateway by 29 criteria of observability: metrics, logs, traces, health, objectives.",
            "",
            "Give its NAME, and it is found in the cluster of the current kubeconfig and its newest ready pod asked through"
                    + " the API server; or give a --url. The pod is sent two predictions, a bad request and an unknown path,"
                    + " none of which costs error budget. What cannot be seen is not checked, with the reason."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every criterion that was checked is met",
            "1:one is not",
            "2:wrong usage, or pod, cluster or Prometheus give no answer"
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  igw assess cats -n vision",
            "  igw assess cats -n vision --prometheus http://127.0.0.1:9090 -o junit --output readiness.xml",
            "  igw assess --url http://127.0.0.1:8000 --management-url http://127.0.0.1:8002 -f gateway.yaml"
        })
final class Assess implements Callable<Integer> {
    private static final int NO_ANSWER = 2;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The gateway, in the cluster.")
    @Nullable
    String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Its namespace. Default: that of the kubeconfig's context.")
    @Nullable
    String namespace;

    @Option(names = "--context", paramLabel = "CONTEXT", description = "Of the kubeconfig. Default: the current one.")
    @Nullable
    String context;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The API port of a pod. With NAME: instead of a port-forward to it.")
    @Nullable
    URI url;

    @Option(
            names = "--management-url",
            paramLabel = "URL",
            description = "Its management port, with the metrics. Default: the same as --url.")
    @Nullable
    URI managementUrl;

    @Option(
            names = "--metrics-path",
            paramLabel = "PATH",
            defaultValue = "/metrics",
            description = "Path of the metrics. Default: ${DEFAULT-VALUE}.")
    String metricsPath = "/metrics";

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description =
                    "The gateway's resource, where no cluster has it: its objectives, and whose rules to look for.")
    @Nullable
    String file;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Where the pod's standard output goes, where no cluster has it.")
    @Nullable
    Path logFile;

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description =
                    "Asked for the rules it has loaded. Default: PROMETHEUS_URL, else the PrometheusRule in the cluster is"
                            + " read. PROMETHEUS_CA_FILE, _TOKEN_FILE and _TIMEOUT as for `igw run`.")
    @Nullable
    String prometheus;

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "An API key to send the predictions with.")
    @Nullable
    Path apiKeyFile;

    @Option(
            names = {"-k", "--insecure-skip-tls-verify"},
            description = "Accept any certificate at --url.")
    boolean insecure;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, markdown, json or junit. Default: ${DEFAULT-VALUE}.")
    Format format = Format.table;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, not to standard output.")
    @Nullable
    Path output;

    @Option(
            names = "--write-status",
            description = "Write score and failed criteria to status.observability of the resource, too.")
    boolean writeStatus;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        checkUsage();
        try {
            return assess();
        } catch (IOException | IllegalArgumentException noAnswer) {
            spec.commandLine().getErr().println(noAnswer.getMessage());
            return NO_ANSWER;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private void checkUsage() {
        if (name == null && url == null) {
            throw wrong("give the NAME of a gateway in the cluster, or the --url of a pod");
        }
        if (name != null && file != null) {
            throw wrong("-f is for a gateway that no cluster has; leave it or NAME out");
        }
        if (name == null && (writeStatus || namespace != null || context != null)) {
            throw wrong("--write-status, --namespace and --context need the NAME of a gateway");
        }
        if (url == null && managementUrl != null) {
            throw wrong("--management-url needs --url");
        }
        for (var one : new URI[] {url, managementUrl}) {
            if (one != null
                    && (one.getHost() == null
                            || !String.valueOf(one.getScheme()).matches("https?"))) {
                throw wrong(one + " is not http(s)://HOST[:PORT]");
            }
        }
    }

    private ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }

    private static Optional<Path> readable(@Nullable Path path) throws IOException {
        if (path != null && !Files.isReadable(path)) {
            throw new IOException(path + ": there is no such file, or it may not be read");
        }
        return Optional.ofNullable(path);
    }

    private int assess() throws IOException, InterruptedException {
        var wishes = new Wishes(
                Optional.ofNullable(name),
                Optional.ofNullable(namespace),
                Optional.ofNullable(context),
                Optional.ofNullable(url),
                Optional.ofNullable(managementUrl),
                metricsPath,
                resource(),
                readable(logFile),
                Optional.ofNullable(prometheus),
                apiKey(),
                insecure,
                writeStatus);
        var outcome = Session.of(wishes, System.getenv());
        var ansi = output == null ? Ansi.AUTO : Ansi.OFF;
        String report = format.report(ansi).of(outcome.assessment(), outcome.subject());
        if (output == null) {
            spec.commandLine().getOut().print(report);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(output, report);
        }
        return outcome.assessment().failed().isEmpty() ? Igw.OK : Igw.FAILED;
    }

    private Optional<InferenceGateway> resource() throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        var gateway = ResourceFiles.single(file);
        if (gateway.getMetadata().getNamespace() == null) {
            gateway.getMetadata().setNamespace("default");
        }
        return Optional.of(gateway);
    }

    private Optional<String> apiKey() throws IOException {
        var file = readable(apiKeyFile);
        return file.isEmpty()
                ? Optional.empty()
                : Files.readString(file.get())
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .findFirst();
    }
}
