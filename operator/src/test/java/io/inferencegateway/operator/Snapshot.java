package io.inferencegateway.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.reconcile.OwnedKinds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything that a gateway is and has, without what differs each time: uids, versions, times.
final class Snapshot {
    private Snapshot() {}

    /// By `kind namespace/name`.
    static Map<String, String> of(KubernetesClient client) {
        var all = new TreeMap<String, String>();
        Stream.of(OwnedKinds.ALWAYS.stream(), OwnedKinds.OPTIONAL.stream(), Stream.of(InferenceGateway.class))
                .flatMap(kinds -> kinds)
                .flatMap(kind -> client.resources(kind).inAnyNamespace().list().getItems().stream())
                .forEach(object -> all.put(name(object), text(object)));
        return all;
    }

    private static String name(HasMetadata object) {
        var metadata = object.getMetadata();
        return object.getKind() + " " + metadata.getNamespace() + "/" + metadata.getName();
    }

    private static String text(HasMetadata object) {
        var json = new ObjectMapper().<JsonNode>valueToTree(object);
        strip(json);
        return json.toPrettyString();
    }

    private static void strip(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(List.of(
                    "uid",
                    "resourceVersion",
                    "generation",
                    "creationTimestamp",
                    "lastTransitionTime",
                    "managedFields"));
            // Says after how many edits it was.
            object.remove("observedGeneration");
            // By a test that wanted the operator to look.
            object.remove("touched");
        }
        json.forEach(Snapshot::strip);
        if (json.path("annotations").isEmpty() && json instanceof ObjectNode object) {
            object.remove("annotations");
        }
    }
}
