package io.inferencegateway.operator.desired;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// KEDA's ScaledObject, as much of it as we write (keda.sh/docs, "ScaledObject specification"); the Kubernetes client
/// has no class for it. What KEDA adds to it is none of our fields and stays.
@Group("keda.sh")
@Version("v1alpha1")
@Kind("ScaledObject")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ScaledObject implements HasMetadata, Namespaced {
    private String apiVersion = HasMetadata.getApiVersion(ScaledObject.class);
    private ObjectMeta metadata = new ObjectMeta();
    private @Nullable ScaledObjectSpec spec;

    /// For reading.
    public ScaledObject() {}

    ScaledObject(ObjectMeta metadata, ScaledObjectSpec spec) {
        this.metadata = metadata;
        this.spec = spec;
    }

    @Override
    public String getApiVersion() {
        return apiVersion;
    }

    @Override
    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    @Override
    public ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        this.metadata = metadata;
    }

    public @Nullable ScaledObjectSpec getSpec() {
        return spec;
    }

    public void setSpec(ScaledObjectSpec spec) {
        this.spec = spec;
    }

    /// `spec`.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ScaledObjectSpec(
            @Nullable Target scaleTargetRef,
            @Nullable Integer minReplicaCount,
            @Nullable Integer maxReplicaCount,
            List<Trigger> triggers) {
        public ScaledObjectSpec {
            triggers = triggers == null ? List.of() : List.copyOf(triggers);
        }
    }

    /// What is scaled.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Target(
            @Nullable String apiVersion, @Nullable String kind, String name) {}

    /// By what.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trigger(String type, @Nullable String metricType, Map<String, String> metadata) {
        public Trigger {
            metadata = metadata == null ? Map.of() : new TreeMap<>(metadata);
        }
    }
}
