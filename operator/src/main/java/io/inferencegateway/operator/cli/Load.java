package io.inferencegateway.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inferencegateway.contract.Durations;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Slo;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.cli.assess.ClusterDoor;
import io.inferencegateway.operator.cli.assess.Http;
import io.inferencegateway.operator.cli.cluster.Kubeconfig;
import io.inferencegateway.operator.cli.load.LoadRun;
import io.inferencegateway.operator.cli.load.Mix;
import io.inferencegateway.operator.cli.load.Pictures;
import io.inferencegateway.operator.cli.load.Schedule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `igw load`: the lab's load test grown up: an open loop, and a verdict by the gateway's own objectives.
@Command(
        name = "load",
        sortOptions = false,
        description = {
            "Sends predictions at a constant rate, and holds what comes back against the gateway's objectives.",
            "",
            "Every request leaves when it is due, whatever has become of those before, and its latency counts from then: a"
                    + " pod that makes requests wait cannot hide it. The requests are real ones and spend error budget. A NAME"
                    + " is found in the cluster of the current kubeconfig; without --url its newest ready pod is asked through"
                    + " the API server, which takes its own time. The objectives are those of NAME or of -f; without either"
                    + " there is no verdict.",
            "",
            "The test ends by itself: at most 5000 requests a second, 1000000 requests, an hour, and 2000 without an answer"
                    + " at once; a request beyond that is not sent and counts as a bad one."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every objective is kept, or there is none to judge by",
            "1:one is missed",
            "2:wrong usage, or nobody gives an answer"
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  igw load --url http://127.0.0.1:8000 --rate 10 --requests 50",
            "  igw load --url http://127.0.0.1:8000 --rate 24 --mix 10:1:1 -f config/samples/gateway.yaml",
            "  igw load cats -n vision --url https://cats.example.com --ca-file ca.crt --api-key-file key -o json"
        })
final class Load implements Callable<Integer> {
    private static final int NO_ANSWER = 2;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    enum Output {
        table,
        json
    }

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
            description = "Where predictions are served. With NAME: instead of a port-forward to its pod.")
    @Nullable
    URI url;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "The gateway's resource, where no cluster has it: its objectives.")
    @Nullable
    String file;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "PER-SECOND",
            defaultValue = "10",
            description = "Requests a second, all kinds together. Default: ${DEFAULT-VALUE}.")
    double rate = 10;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "DURATION",
            description = "How long, such as 90s or 5m. Default: 30s.")
    @Nullable
    String duration;

    @Option(names = "--requests", paramLabel = "COUNT", description = "How many, in place of --duration.")
    @Nullable
    Long requests;

    @Option(
            names = "--mix",
            paramLabel = "P:H:R",
            defaultValue = "1:0:0",
            description = "Predictions, /healthz and /readyz by turns; the lab has 10:1:1. Only predictions are judged."
                    + " Default: ${DEFAULT-VALUE}.")
    String mix = "1:0:0";

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "A picture to send; may be repeated, and they go by turns. Default: a cat that igw brings.")
    List<Path> images = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "A request without an answer after this time is a bad one. Default: ${DEFAULT-VALUE}.")
    String timeout = "30s";

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "An API key to send the predictions with.")
    @Nullable
    Path apiKeyFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates, in PEM, that the server is trusted by. Default: the system's.")
    @Nullable
    Path caFile;

    @Option(
            names = {"-k", "--insecure-skip-tls-verify"},
            description = "Accept any certificate at --url.")
    boolean insecure;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json. Default: ${DEFAULT-VALUE}.")
    Output output = Output.table;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var schedule = usage(this::schedule);
        var kinds = usage(() -> Mix.of(mix));
        var patience = usage(() -> patience());
        checkUsage();
        try {
            var run = new LoadRun(
                    schedule,
                    kinds,
                    patience,
                    Pictures.read(images),
                    apiKey(),
                    output == Output.json,
                    spec.commandLine());
            if (name == null) {
                var slo = file == null
                        ? Optional.<Slo>empty()
                        : Optional.of(ResourceFiles.single(file).getSpec().slo());
                return verdict(run.at(Objects.requireNonNull(url), client(insecure), slo));
            }
            return verdict(inCluster(name, run));
        } catch (IOException noAnswer) {
            spec.commandLine().getErr().println(noAnswer.getMessage());
            return NO_ANSWER;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private static int verdict(boolean kept) {
        return kept ? Igw.OK : Igw.FAILED;
    }

    private interface Wish<T> {
        T read();
    }

    private <T> T usage(Wish<T> wish) {
        try {
            return wish.read();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    private Schedule schedule() {
        if (requests != null && duration != null) {
            throw new IllegalArgumentException("--requests and --duration both say how long; give one of them");
        }
        return requests != null
                ? new Schedule(rate, requests)
                : Schedule.lasting(rate, Durations.parse(duration == null ? "30s" : duration));
    }

    private Duration patience() {
        var patience = Durations.parse(timeout);
        if (patience.isZero() || patience.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("--timeout is above 0 and at most 5m");
        }
        return patience;
    }

    private void checkUsage() {
        if (name == null && url == null) {
            throw wrong("give the NAME of a gateway in the cluster, or the --url where one is served");
        }
        if (name != null && file != null) {
            throw wrong("-f is for a gateway that no cluster has; leave it or NAME out");
        }
        if (name == null && (namespace != null || context != null)) {
            throw wrong("--namespace and --context need the NAME of a gateway");
        }
        if (insecure && caFile != null) {
            throw wrong("--ca-file and -k contradict each other");
        }
        if (url != null
                && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?"))) {
            throw wrong(url + " is not http(s)://HOST[:PORT]");
        }
    }

    private ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }

    private HttpClient client(boolean anybody) throws IOException {
        return caFile != null ? Http.client(caFile) : Http.client(anybody);
    }

    private boolean inCluster(String gateway, LoadRun run) throws IOException, InterruptedException {
        var config = Kubeconfig.of(Optional.ofNullable(context));
        try (var kubernetes = new KubernetesClientBuilder().withConfig(config).build();
                var door = ClusterDoor.open(
                        kubernetes, Kubeconfig.namespace(Optional.ofNullable(namespace), config), gateway)) {
            var slo = Optional.of(door.gateway().getSpec().slo());
            return url != null
                    ? run.at(url, client(insecure), slo)
                    // The API server has led to the very pod.
                    : run.at(forward(door), Http.client(true), slo);
        }
    }

    private static URI forward(ClusterDoor door) throws IOException {
        InferenceGateway gateway = door.gateway();
        return door.forward(Endpoints.API_PORT, gateway.getSpec().expose().tls() == null ? "http" : "https");
    }

    private Optional<String> apiKey() throws IOException {
        if (apiKeyFile == null) {
            return Optional.empty();
        }
        if (!Files.isReadable(apiKeyFile)) {
            throw new IOException(apiKeyFile + ": there is no such file, or it may not be read");
        }
        return Files.readString(apiKeyFile)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst();
    }
}
