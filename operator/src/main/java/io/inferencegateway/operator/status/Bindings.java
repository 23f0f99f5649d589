package io.inferencegateway.operator.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the Prometheus Operator says of a monitoring object in `status.bindings`, where it is told to say so (its
/// feature gate StatusForConfigurationResources): a Prometheus that selects an object may still not accept it, a bad
/// relabelling or a missing Secret for example.
public final class Bindings {
    // The model has no status for most of these kinds; as JSON they are all alike.
    private static final ObjectMapper JSON = new ObjectMapper();

    private Bindings() {}

    /// What is not accepted, by `namespace/name` of the Prometheus or Alertmanager that does not.
    public static Map<String, List<String>> refused(List<HasMetadata> objects) {
        var refused = new HashMap<String, List<String>>();
        for (var object : objects) {
            if (object.getApiVersion().startsWith("monitoring.coreos.com/")) {
                JsonNode json = JSON.valueToTree(object);
                for (var binding : json.at("/status/bindings")) {
                    String by = binding.path("namespace").asText() + "/"
                            + binding.path("name").asText();
                    binding.path("conditions").forEach(condition -> {
                        if (refuses(condition, object)) {
                            refused.computeIfAbsent(by, name -> new ArrayList<>())
                                    .add(object.getKind() + ": "
                                            + condition.path("message").asText());
                        }
                    });
                }
            }
        }
        return refused;
    }

    private static boolean refuses(JsonNode condition, HasMetadata object) {
        long generation = Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L);
        return "Accepted".equals(condition.path("type").asText())
                && "False".equals(condition.path("status").asText())
                && condition.path("observedGeneration").asLong(generation) >= generation;
    }
}
