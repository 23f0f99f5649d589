package io.inferencegateway.operator.scale;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The clients of `.ci/scale`; not a test of the build. Each is a process of its own, so that the operator under
/// measurement and the bare client it is compared with start equally cold:
///
/// - `create ADMIN N` creates the gateways.
/// - `bare ADMIN ACCOUNT N` creates them too and writes, as that account, what the operator would write.
/// - `nodes ADMIN ADDRESS` plays Deployment controller, scheduler and kubelet: every rollout is finished.
/// - `edits ADMIN N TIMES` edits gateways and prints for each edit how many milliseconds later its Deployment followed.
///
/// `ADMIN` and `ACCOUNT` are kubeconfig files.
public final class Scale {
    private Scale() {}

    public static void main(String... arguments) throws Exception {
        try (var admin = client(arguments[1])) {
            switch (arguments[0]) {
                case "create" -> new Fleet(Integer.parseInt(arguments[2])).create(admin);
                case "bare" -> {
                    try (var account = client(arguments[2])) {
                        new BareClient(admin, account).write(new Fleet(Integer.parseInt(arguments[3])));
                    }
                }
                case "nodes" -> Nodes.finishRollouts(admin, arguments[2]);
                case "edits" ->
                    Edits.measure(admin, new Fleet(Integer.parseInt(arguments[2])), Integer.parseInt(arguments[3]));
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private static KubernetesClient client(String kubeconfig) throws Exception {
        // As many as the operator's client has, which is not what limits.
        var config = new ConfigBuilder(Config.fromKubeconfig(Files.readString(Path.of(kubeconfig))))
                .withUserAgent("scale")
                .withMaxConcurrentRequests(512)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
