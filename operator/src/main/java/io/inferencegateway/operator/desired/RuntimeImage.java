package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.RuntimeStatus;
import io.inferencegateway.contract.UpgradePolicy;
import io.inferencegateway.operator.OperatorSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which image a gateway's pods run. The operator's own for the device, but the one it gave them first: an upgrade of
/// the operator must not restart what serves. `status.runtime` remembers it, which nobody but the operator writes.
public final class RuntimeImage {
    private RuntimeImage() {}

    static String of(InferenceGateway gateway, OperatorSettings settings) {
        String named = gateway.getSpec().runtime().image();
        return named == null ? operators(gateway, settings) : named;
    }

    /// What to remember for the next time; stays as it is while the user names an image.
    public static @Nullable RuntimeStatus status(InferenceGateway gateway, OperatorSettings settings) {
        if (gateway.getSpec().runtime().image() != null) {
            return remembered(gateway)
                    .map(runtime -> new RuntimeStatus(runtime.device(), runtime.image(), null))
                    .orElse(null);
        }
        String image = operators(gateway, settings);
        String newest = newest(gateway, settings);
        return new RuntimeStatus(device(gateway), image, image.equals(newest) ? null : newest);
    }

    private static String operators(InferenceGateway gateway, OperatorSettings settings) {
        return held(gateway).orElseGet(() -> newest(gateway, settings));
    }

    private static Optional<String> held(InferenceGateway gateway) {
        return gateway.getSpec().runtime().upgradePolicy() == UpgradePolicy.AUTO
                ? Optional.empty()
                : remembered(gateway)
                        .filter(runtime -> runtime.device().equals(device(gateway)))
                        .map(RuntimeStatus::image);
    }

    private static Optional<RuntimeStatus> remembered(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getStatus()).map(InferenceGatewayStatus::runtime);
    }

    private static String newest(InferenceGateway gateway, OperatorSettings settings) {
        return settings.runtimeImage(gateway.getSpec().device().wire());
    }

    private static String device(InferenceGateway gateway) {
        return gateway.getSpec().device().wire().text();
    }
}
