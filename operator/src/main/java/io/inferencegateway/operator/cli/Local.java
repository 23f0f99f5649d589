package io.inferencegateway.operator.cli;

import io.inferencegateway.operator.cli.local.FreePort;
import io.inferencegateway.operator.cli.local.LocalPod;
import io.inferencegateway.operator.cli.local.PodEnvironment;
import io.inferencegateway.operator.cli.local.PodJar;
import io.inferencegateway.operator.cli.validate.Json;
import io.inferencegateway.operator.cli.validate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `igw local`: one gateway served on this machine, by the pod the operator would run.
@Command(
        name = "local",
        sortOptions = false,
        description = {
            "Serves one InferenceGateway on this machine, without a cluster.",
            "",
            "Starts the inference pod with the environment its Deployment would give it, and stops it with Ctrl-C."
                    + " Two differences: ENVIRONMENT=development unless the resource sets it, and HOST=127.0.0.1, so that"
                    + " only this machine can reach it. What belongs to a cluster does not apply: replicas, resources,"
                    + " alerts."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it served until Ctrl-C",
            "1:the resource is invalid, or the pod did not become ready or stopped by itself",
            "2:wrong usage, or a file cannot be read"
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  igw local -f config/samples/minimal.yaml --picture config/samples/chelsea.jpg",
            "  igw local -f config/samples/gateway.yaml --port 9000 --logs"
        })
final class Local implements Callable<Integer> {
    @Mixin
    ResourceFiles files = new ResourceFiles();

    @Option(names = "--name", paramLabel = "NAME", description = "Which gateway, where the files hold several.")
    @Nullable
    String name;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "A picture to classify as soon as the pod is ready.")
    @Nullable
    Path picture;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the API. Default: 8000.")
    @Nullable
    Integer port;

    @Option(names = "--grpc-port", paramLabel = "PORT", description = "Port of gRPC; 0 for none. Default: 8001.")
    @Nullable
    Integer grpcPort;

    @Option(names = "--metrics-port", paramLabel = "PORT", description = "Port of metrics and health. Default: 8002.")
    @Nullable
    Integer metricsPort;

    @Option(names = "--logs", description = "Show the pod's log on standard error.")
    boolean logs;

    @Option(
            names = "--pod-jar",
            paramLabel = "FILE",
            description = "The inference pod. Default: IGW_POD_JAR, else what `mvn package` built.")
    @Nullable
    Path podJar;

    @Option(
            names = "--stop-with-parent",
            hidden = true,
            description = "Stop when the process that started igw ends; for build tools, whose end is no signal.")
    boolean stopWithParent;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var verdict = choose(files.accepted());
        var environment = PodEnvironment.of(
                verdict.gateway().orElseThrow(),
                new PodEnvironment.Wishes(
                        setsEnvironment(verdict), optional(port), optional(grpcPort), optional(metricsPort)));
        var settings = environment.settings();
        if (picture != null && !Files.isReadable(picture)) {
            throw new IOException("there is no picture at " + picture);
        }
        var jar = PodJar.find(Optional.ofNullable(podJar), System.getenv());
        FreePort.check(settings.port(), "--port");
        if (settings.grpcPort() != 0) {
            FreePort.check(settings.grpcPort(), "--grpc-port");
        }
        if (settings.hasManagementPort()) {
            FreePort.check(settings.metricsPort(), "--metrics-port");
        }
        var pod = new LocalPod(environment, jar, Optional.ofNullable(picture), logs, stopWithParent);
        return pod.serve(spec.commandLine().getOut(), spec.commandLine().getErr()) ? Igw.OK : Igw.FAILED;
    }

    private Verdict choose(List<Verdict> gateways) throws IOException {
        var chosen = gateways.stream()
                .filter(verdict -> name == null || verdict.document().name().equals(name))
                .toList();
        if (chosen.size() != 1) {
            var names =
                    gateways.stream().map(verdict -> verdict.document().name()).toList();
            throw new IOException(
                    "one gateway can be served at a time; choose one with --name: " + String.join(", ", names));
        }
        return chosen.getFirst();
    }

    // Asked of the file, for the record fills in the cluster's default.
    private static boolean setsEnvironment(Verdict verdict) {
        var spec = Json.object(verdict.document().content().get("spec"));
        return Json.object(spec.get("observability")).get("environment") != null;
    }

    private static OptionalInt optional(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
