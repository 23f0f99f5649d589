package io.inferencegateway.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.cli.cluster.Answers;
import io.inferencegateway.operator.cli.cluster.Kubeconfig;
import io.inferencegateway.operator.cli.doctor.Diagnosis;
import io.inferencegateway.operator.cli.doctor.DiagnosisTable;
import io.inferencegateway.operator.cli.doctor.Examinations;
import io.inferencegateway.operator.cli.doctor.State;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `igw doctor`: what a cluster lacks for gateways, before or after the operator is installed.
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Says what a cluster lacks for gateways, what it is needed for, and what to do.",
            "",
            "Looks with your own rights, and changes nothing: API server, definition, your rights, operator, monitoring,"
                    + " autoscaling, routes, GPUs, storage. What every gateway needs is needed; the rest is optional, until -f"
                    + " names a gateway that asks for it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing that is needed is missing",
            "1:something is, or you are not allowed to see it",
            "2:wrong usage, or the API server gives no answer"
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  igw doctor",
            "  igw doctor -n vision -f config/samples/gateway.yaml",
            "  igw doctor -o json | jq -r '.[] | select(.state != \"ok\") | .id'"
        })
final class Doctor implements Callable<Integer> {
    private static final int NO_ANSWER = 2;

    enum Output {
        table,
        json
    }

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where gateways are to be. Default: the resource's, else that of the kubeconfig's context.")
    @Nullable
    String namespace;

    @Option(names = "--context", paramLabel = "CONTEXT", description = "Of the kubeconfig. Default: the current one.")
    @Nullable
    String context;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "A gateway: what it asks for is needed.")
    @Nullable
    String file;

    @Option(names = "--strict", description = "Exit with 1 also when something optional is missing.")
    boolean strict;

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
        try {
            return examine(Kubeconfig.of(Optional.ofNullable(context)));
        } catch (IOException noAnswer) {
            spec.commandLine().getErr().println(noAnswer.getMessage());
            return NO_ANSWER;
        }
    }

    private int examine(Config config) throws IOException {
        var gateway = file == null ? Optional.<InferenceGateway>empty() : Optional.of(ResourceFiles.single(file));
        String where = Kubeconfig.namespace(
                Optional.ofNullable(namespace)
                        .or(() -> gateway.map(known -> known.getMetadata().getNamespace())),
                config);
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            // Without an answer to this there is nothing to be found out.
            Answers.reached(client);
            var diagnoses = Examinations.of(client, where, gateway);
            var out = spec.commandLine().getOut();
            out.print(output == Output.json ? json(diagnoses) : new DiagnosisTable(Ansi.AUTO).of(diagnoses));
            out.flush();
            return diagnoses.stream().anyMatch(this::fails) ? Igw.FAILED : Igw.OK;
        }
    }

    private boolean fails(Diagnosis diagnosis) {
        return diagnosis.bad() || strict && diagnosis.state() != State.OK;
    }

    private static String json(List<Diagnosis> diagnoses) throws JsonProcessingException {
        return new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(diagnoses.stream().map(Doctor::json).toList())
                + System.lineSeparator();
    }

    private static Map<String, Object> json(Diagnosis diagnosis) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", diagnosis.id());
        fields.put("what", diagnosis.what());
        fields.put("state", diagnosis.state().word());
        fields.put("needed", diagnosis.needed());
        fields.put("seen", diagnosis.seen());
        fields.put("neededFor", diagnosis.neededFor());
        fields.put("advice", diagnosis.advice());
        return fields;
    }
}
