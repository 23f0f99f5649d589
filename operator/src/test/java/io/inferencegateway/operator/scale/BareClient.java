package io.inferencegateway.operator.scale;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.status.MonitoringStack;
import io.inferencegateway.operator.status.Observed;
import io.inferencegateway.operator.status.StatusOf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// What the operator is compared with: creates the gateways and writes the same objects and a status, without caches,
/// watches or a look at what is there. Nothing that ends in the same state can send fewer requests.
record BareClient(KubernetesClient admin, KubernetesClient account) {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("bare")
            .withForce(true)
            .build();

    void write(Fleet fleet) throws Exception {
        var settings = OperatorSettings.fromEnv(System.getenv());
        Fleet.atOnce(IntStream.range(0, fleet.size())
                .<Callable<Object>>mapToObj(number -> () -> write(fleet.gateway(number), settings))
                .toList());
    }

    private InferenceGateway write(InferenceGateway declared, OperatorSettings settings) {
        var gateway = admin.resource(declared).create();
        for (var object : Desired.of(gateway, Capabilities.ALL, settings)) {
            account.resource(object).patch(APPLY);
        }
        var status = new InferenceGateway();
        status.setMetadata(new ObjectMetaBuilder()
                .withName(gateway.getMetadata().getName())
                .withNamespace(gateway.getMetadata().getNamespace())
                .build());
        status.setStatus(StatusOf.gateway(gateway, NOTHING, settings, Instant.now()));
        return account.resource(status).subresource("status").patch(APPLY);
    }

    private static final Observed NOTHING = new Observed(
            Capabilities.ALL,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            new BudgetAnswer.NotConfigured(),
            Optional.empty(),
            MonitoringStack.NONE);
}
