package io.inferencegateway.operator.cli.validate;

import io.inferencegateway.contract.InferenceGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The schema of the committed CRD, applied to one resource in the API server's order: unknown fields, defaults, types
/// and keywords, CEL rules.
final class GatewaySchema {
    private static final String CRD = "/crds/inferencegateways.inferencegateway.io.yaml";

    private final Schema schema;

    private GatewaySchema(Schema schema) {
        this.schema = schema;
    }

    /// Reads the CRD that the contract's jar carries.
    static GatewaySchema packaged() {
        try (var crd = InferenceGateway.class.getResourceAsStream(CRD)) {
            if (crd == null) {
                throw new IllegalStateException("the contract's jar lacks " + CRD);
            }
            return of(new String(crd.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static GatewaySchema of(String crd) {
        var spec = Json.object(YamlDocuments.single(crd).get("spec"));
        var version = Json.list(spec.get("versions")).stream()
                .map(Json::object)
                .filter(candidate -> InferenceGateway.VERSION.equals(candidate.get("name")))
                .findFirst()
                .orElseThrow();
        var root = new LinkedHashMap<>(
                Json.object(Json.object(version.get("schema")).get("openAPIV3Schema")));
        var properties = new LinkedHashMap<>(Json.object(root.get("properties")));
        // Whoever creates a resource has no say in its status: the API server drops it.
        properties.put("status", Map.of("x-kubernetes-preserve-unknown-fields", true));
        properties.put("apiVersion", Map.of("type", "string"));
        properties.put("kind", Map.of("type", "string"));
        properties.put("metadata", Map.of("x-kubernetes-preserve-unknown-fields", true));
        root.put("properties", properties);
        return new GatewaySchema(Schema.of(root));
    }

    /// The resource with the schema's defaults.
    Map<String, Object> withDefaults(Map<String, Object> resource) {
        return Json.object(Defaults.fill(schema, resource));
    }

    /// Every reason why the API server refuses the resource.
    List<Problem> check(Map<String, Object> resource) {
        var problems = new ArrayList<Problem>(Metadata.check(resource));
        var defaulted = withDefaults(resource);
        new SchemaCheck(problems::add).check(schema, "", defaulted);
        problems.addAll(Rules.check(schema, visibleToRules(defaulted), problems));
        return problems;
    }

    // Of the metadata, rules see the names only; the API server draws a name before it validates.
    private static Map<String, Object> visibleToRules(Map<String, Object> resource) {
        var visible = new LinkedHashMap<>(resource);
        visible.remove("status");
        var metadata = Json.object(resource.get("metadata"));
        var names = new LinkedHashMap<String, Object>();
        String generated = Json.text(metadata.get("generateName"));
        if (!generated.isEmpty()) {
            names.put("generateName", generated);
            names.put("name", generated + "xxxxx");
        }
        if (metadata.get("name") instanceof String name && !name.isEmpty()) {
            names.put("name", name);
        }
        visible.put("metadata", names);
        return visible;
    }
}
