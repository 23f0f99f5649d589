package io.inferencegateway.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inferencegateway.operator.cli.check.Installation;
import io.inferencegateway.operator.cli.check.Installation.Finding;
import io.inferencegateway.operator.cli.terminal.ProgressLine;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `igw check`: whether an operator is installed well; what `helm test` runs in a pod beside it.
@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Checks an installed operator and the definition beside it.",
            "",
            "The operator must be ready, the API server must serve every field of InferenceGateway that this release knows, and"
                    + " gateways must be there to be listed. helm test runs this in a pod, as the operator's ServiceAccount."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is as it should be", "1:something is not", "2:wrong usage"},
        footerHeading = "%nTry:%n",
        footer = {
            "  kubectl -n inference-gateway-system port-forward service/inference-gateway-metrics 8080 &",
            "  igw check --operator http://127.0.0.1:8080"
        })
final class Check implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "URL",
            description = "Address of the operator's management port.")
    URI operator = URI.create("http://127.0.0.1:8080");

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "One whose gateways the operator reconciles; may be repeated. Default: all.")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to ask again while something is wrong. Default: ${DEFAULT-VALUE}.")
    int wait = 10;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try (var client = new KubernetesClientBuilder().build()) {
            var findings = look(new Installation(client, operator, namespaces));
            PrintWriter out = spec.commandLine().getOut();
            for (var finding : findings) {
                out.println(
                        finding.good()
                                ? Ansi.AUTO.string("@|green PASS|@ ") + finding.what()
                                : Ansi.AUTO.string("@|bold,red FAIL|@ ") + finding.what() + ": " + finding.problem());
            }
            return findings.stream().allMatch(Finding::good) ? Igw.OK : Igw.FAILED;
        }
    }

    private List<Finding> look(Installation installation) throws InterruptedException {
        var end = Instant.now().plusSeconds(wait);
        var findings = installation.look();
        try (var line = ProgressLine.of(spec.commandLine().getErr())) {
            while (!findings.stream().allMatch(Finding::good) && Instant.now().isBefore(end)) {
                long left = Duration.between(Instant.now(), end).toSeconds();
                line.show(wait - left, wait, "something is wrong; asking again for %d s".formatted(left));
                Thread.sleep(PAUSE);
                findings = installation.look();
            }
        }
        return findings;
    }
}
