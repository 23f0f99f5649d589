package io.inferencegateway.contract;

import io.inferencegateway.contract.wire.Setting;
import java.util.List;
import java.util.Set;

/// Environment variables that `podTemplate.env` may not set, because other fields of the resource do: every setting of
/// the pod but those no field speaks of.
public final class ReservedVariables {
    private static final Set<String> FREE = Set.of("WORKERS", "SERVICE_VERSION");

    /// In upper case and in the order of the settings' reference page.
    public static final List<String> NAMES = Setting.table().stream()
            .map(Setting::name)
            .filter(name -> !FREE.contains(name))
            .toList();

    private ReservedVariables() {}
}
