package io.inferencegateway.operator.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The definition of an InferenceGateway that this release was built with, to compare one that is served with.
public final class Definition {
    private static final String CRD = "/crds/inferencegateways.inferencegateway.io.yaml";

    /// Where an API server publishes the schemas of its custom resources.
    public static final String PUBLISHED =
            "/openapi/v3/apis/" + InferenceGateway.GROUP + "/" + InferenceGateway.VERSION;

    private static final String SCHEMA =
            "io.inferencegateway." + InferenceGateway.VERSION + "." + InferenceGateway.KIND;

    private final JSONSchemaProps ours;

    private Definition(JSONSchemaProps ours) {
        this.ours = ours;
    }

    /// Reads the CRD that the contract's jar carries.
    public static Definition packaged() {
        try (var crd = InferenceGateway.class.getResourceAsStream(CRD)) {
            if (crd == null) {
                throw new IllegalStateException("the contract's jar lacks " + CRD);
            }
            return new Definition(Serialization.unmarshal(crd, CustomResourceDefinition.class)
                    .getSpec()
                    .getVersions()
                    .getFirst()
                    .getSchema()
                    .getOpenAPIV3Schema());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Fields that this release knows and the served definition lacks, such as `spec.alerting.receivers`; of a field
    /// that is missing, not those below it.
    ///
    /// @param openApi what the API server answers at [#PUBLISHED]
    public List<String> missingFrom(JsonNode openApi) {
        var missing = new ArrayList<String>();
        compare("", ours, openApi.path("components").path("schemas").path(SCHEMA), missing);
        return missing;
    }

    /// Fields of the spec that the served definition has and this release does not know: it is of a newer one.
    ///
    /// @param openApi what the API server answers at [#PUBLISHED]
    public List<String> unknownIn(JsonNode openApi) {
        var unknown = new ArrayList<String>();
        var served = openApi.path("components").path("schemas").path(SCHEMA).at("/properties/spec");
        beyond("spec", new ObjectMapper().valueToTree(ours).at("/properties/spec"), served, unknown);
        return unknown;
    }

    private static void beyond(String path, JsonNode known, JsonNode served, List<String> unknown) {
        served.path("properties").properties().forEach(field -> {
            String name = path + "." + field.getKey();
            var there = known.path("properties").path(field.getKey());
            if (there.isMissingNode()) {
                unknown.add(name);
            } else {
                beyond(name, there, field.getValue(), unknown);
            }
        });
        if (served.has("items")) {
            beyond(path + "[]", known.path("items"), served.path("items"), unknown);
        }
    }

    private static void compare(String path, JSONSchemaProps known, JsonNode served, List<String> missing) {
        if (known.getProperties() != null) {
            known.getProperties().forEach((name, child) -> {
                String field = path.isEmpty() ? name : path + "." + name;
                var there = served.path("properties").path(name);
                if (there.isMissingNode()) {
                    missing.add(field);
                } else {
                    compare(field, child, there, missing);
                }
            });
        }
        if (known.getItems() != null && known.getItems().getSchema() != null) {
            compare(path + "[]", known.getItems().getSchema(), served.path("items"), missing);
        }
        if (known.getAdditionalProperties() != null
                && known.getAdditionalProperties().getSchema() != null) {
            compare(
                    path + ".*",
                    known.getAdditionalProperties().getSchema(),
                    served.path("additionalProperties"),
                    missing);
        }
    }
}
