package io.inferencegateway.operator.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The definition of an InferenceGateway that this release was built with, to compare one that is served with.
final class Definition {
    private static final String CRD = "/crds/inferencegateways.inferencegateway.io.yaml";

    /// Where an API server publishes the schemas of its custom resources.
    static final String PUBLISHED = "/openapi/v3/apis/" + InferenceGateway.GROUP + "/" + InferenceGateway.VERSION;

    private static final String SCHEMA =
            "io.inferencegateway." + InferenceGateway.VERSION + "." + InferenceGateway.KIND;

    private final JSONSchemaProps ours;

    private Definition(JSONSchemaProps ours) {
        this.ours = ours;
    }

    /// Reads the CRD that the contract's jar carries.
    static Definition packaged() {
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
    List<String> missingFrom(JsonNode openApi) {
        var missing = new ArrayList<String>();
        compare("", ours, openApi.path("components").path("schemas").path(SCHEMA), missing);
        return missing;
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
