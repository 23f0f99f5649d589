package io.inferencegateway.operator.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `igw render`: what the operator would create, by the operator's own code, as bytes that can be committed.
@Command(
        name = "render",
        sortOptions = false,
        description = {
            "Prints the manifests the operator would create, as YAML documents; or the same service levels for another"
                    + " tool.",
            "",
            "They come from the operator's own code, for a cluster with the Prometheus Operator, KEDA and the Gateway API;"
                    + " the same input gives the same bytes, and they are the ones the operator applies. Left out is what only"
                    + " a cluster gives: owner references, which need a uid, and the annotation in which a Deployment"
                    + " remembers its pod template. Nothing is printed when a resource is invalid. Documents of other kinds are passed"
                    + " over; standard error counts them."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every manifest was printed",
            "1:a resource is invalid, or there is no InferenceGateway",
            "2:wrong usage, or a file cannot be read"
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  igw render config/samples/gateway.yaml | kubectl diff -f -",
            "  kubectl kustomize config/kustomize/overlays/production | igw render - > rendered.yaml",
            "  igw render config/samples/gateway.yaml --format sloth > slos.yaml"
        })
final class Render implements Callable<Integer> {
    enum Format {
        kubernetes,
        openslo,
        sloth,
        pyrra
    }

    @Mixin
    ResourceFiles files = new ResourceFiles();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "kubernetes",
            description =
                    "kubernetes for manifests; openslo, sloth or pyrra for the service levels alone, with what the"
                            + " tool has no place for named on standard error. Default: ${DEFAULT-VALUE}.")
    Format format = Format.kubernetes;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "default",
            description = "Namespace of gateways that name none. Default: ${DEFAULT-VALUE}.")
    String namespace = "default";

    @Option(names = "--image-cpu", paramLabel = "IMAGE", description = "Runtime image of pods on device cpu.")
    @Nullable
    String imageCpu;

    @Option(names = "--image-cuda", paramLabel = "IMAGE", description = "Runtime image of pods on device cuda.")
    @Nullable
    String imageCuda;

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            description = "Namespace the operator runs in, which the NetworkPolicy lets in. Default: default.")
    @Nullable
    String operatorNamespace;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var settings = settings();
        var validation = files.validate();
        var gateways = files.accepted(validation).stream()
                .map(verdict -> verdict.gateway().orElseThrow())
                .toList();
        gateways.stream()
                .map(InferenceGateway::getMetadata)
                .filter(metadata -> metadata.getNamespace() == null)
                .forEach(metadata -> metadata.setNamespace(namespace));
        if (format == Format.kubernetes) {
            print(gateways.stream()
                    .flatMap(gateway -> manifests(gateway, settings).stream())
                    .map(Serialization::asYaml)
                    .collect(Collectors.joining()));
        } else {
            var levels = ServiceLevels.of(gateways, format, settings);
            print(levels.yaml());
            levels.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
        }
        validation.passedOver().ifPresent(others -> spec.commandLine().getErr().println("passed over " + others));
        return Igw.OK;
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    private static List<HasMetadata> manifests(InferenceGateway gateway, OperatorSettings settings) {
        var manifests = Desired.of(gateway, Capabilities.ALL, settings);
        // An owner reference needs the uid that a cluster gave the gateway; without one the API server refuses the
        // object.
        manifests.forEach(manifest -> manifest.getMetadata().setOwnerReferences(List.of()));
        return manifests;
    }

    private OperatorSettings settings() {
        var env = new HashMap<String, String>();
        putIfNamed(env, "RUNTIME_IMAGE_CPU", imageCpu);
        putIfNamed(env, "RUNTIME_IMAGE_CUDA", imageCuda);
        putIfNamed(env, "POD_NAMESPACE", operatorNamespace);
        return OperatorSettings.fromEnv(env);
    }

    private static void putIfNamed(Map<String, String> env, String name, @Nullable String value) {
        if (value != null) {
            env.put(name, value);
        }
    }
}
