package io.inferencegateway.contract;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/// The one resource a user writes: a model, a device and service levels. The operator reconciles everything else from
/// it.
@Group(InferenceGateway.GROUP)
@Version(InferenceGateway.VERSION)
@Kind(InferenceGateway.KIND)
@ShortNames("igw")
@Categories("inference")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Model", jsonPath = ".status.model.name")
@AdditionalPrinterColumn(name = "Device", jsonPath = ".spec.device")
@AdditionalPrinterColumn(
        name = "Replicas",
        jsonPath = ".status.readyReplicas",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "SLI", jsonPath = ".status.summary.sli")
@AdditionalPrinterColumn(name = "Budget", jsonPath = ".status.summary.budget")
@AdditionalPrinterColumn(name = "Burn", jsonPath = ".status.summary.burn")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.model.version", priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason", priority = 1)
@AdditionalPrinterColumn(name = "SLO", jsonPath = ".status.conditions[?(@.type==\"SLOMet\")].reason", priority = 1)
@AdditionalPrinterColumn(name = "Coverage", jsonPath = ".status.summary.coverage", priority = 1)
@AdditionalPrinterColumn(name = "Tier", jsonPath = ".status.errorBudgetPolicy.tier", priority = 1)
@AdditionalPrinterColumn(name = "Update", jsonPath = ".status.runtime.update", priority = 1)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", priority = 1)
public class InferenceGateway extends CustomResource<InferenceGatewaySpec, InferenceGatewayStatus>
        implements Namespaced {
    public static final String GROUP = "inferencegateway.io";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "InferenceGateway";

    /// Names of owned objects add suffixes to it; a Service name may have 63 characters.
    public static final int MAX_NAME_LENGTH = 40;

    // fabric8 would call a constructor without arguments, which records do not have.
    @Override
    protected @Nullable InferenceGatewaySpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable InferenceGatewayStatus initStatus() {
        return null;
    }
}
