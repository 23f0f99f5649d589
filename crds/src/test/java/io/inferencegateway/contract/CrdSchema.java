package io.inferencegateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Completes the generated CRD by what the generator has no annotation for, and undoes what it does to records
/// (it reads a component's annotations twice, and sorts the printer columns by path).
final class CrdSchema {
    private static final String HEADER = """
            # Generated from the records of this module; do not edit. `mvn verify -Dgolden=update` writes it anew.
            """;

    private static final List<String> COLUMNS = Arrays.stream(
                    InferenceGateway.class.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();

    /// What Kubernetes' own API types say of a quantity.
    private static final String QUANTITY = "^[0-9]+(\\.[0-9]+)?([KMGTPE]i|[mkMGTPE]|[eE][0-9]+)?$";

    /// kstatus takes a resource without a status for one that is as it should be; so a new one has the status of a
    /// generation that never was.
    private static final JsonNode UNSEEN = JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);

    private CrdSchema() {}

    static String complete(String generated) {
        var crd = Serialization.unmarshal(generated, CustomResourceDefinition.class);
        for (var version : crd.getSpec().getVersions()) {
            version.getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
            var root = version.getSchema().getOpenAPIV3Schema();
            tidy(root);
            root.setDescription(
                    "A served, watched model: what to serve, on which device, and the service levels promised.");
            root.setRequired(List.of("spec"));
            root.setXKubernetesValidations(List.of(nameRule()));
            variables(root.getProperties()
                    .get("spec")
                    .getProperties()
                    .get("podTemplate")
                    .getProperties()
                    .get("env"));
            root.getProperties().get("status").setDefault(UNSEEN);
            var status = root.getProperties().get("status").getProperties();
            status.get("observedGeneration").setFormat("int64");
            var conditions = status.get("conditions");
            conditions.setXKubernetesListType("map");
            conditions.setXKubernetesListMapKeys(List.of("type"));
            var condition = conditions.getItems().getSchema();
            condition.setRequired(List.of("type", "status", "reason", "lastTransitionTime"));
            condition.getProperties().get("observedGeneration").setFormat("int64");
            condition.getProperties().get("lastTransitionTime").setFormat("date-time");
        }
        return HEADER + Serialization.asYaml(crd);
    }

    /// A rule at the root may read the name; no annotation of the generator reaches that place.
    private static ValidationRule nameRule() {
        var rule = new ValidationRule();
        rule.setRule("self.metadata.name.size() <= %d && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')"
                .formatted(InferenceGateway.MAX_NAME_LENGTH));
        rule.setMessage(
                "metadata.name must have at most %d characters, start with a letter and hold only lower-case letters, digits and '-': it becomes the name of a Service"
                        .formatted(InferenceGateway.MAX_NAME_LENGTH));
        return rule;
    }

    /// Kubernetes' own type of a variable carries no bounds; CEL estimates the cost of a rule from them.
    private static void variables(JSONSchemaProps list) {
        var variable = list.getItems().getSchema();
        variable.setRequired(List.of("name"));
        variable.getProperties().get("name").setMinLength(1L);
        variable.getProperties().get("name").setMaxLength(253L);
        list.setXKubernetesValidations(List.of(envRule()));
    }

    /// The pod reads its settings in any case, so the names are compared in one.
    private static ValidationRule envRule() {
        var rule = new ValidationRule();
        rule.setRule("self.all(variable, !(variable.name.upperAscii() in [%s]))"
                .formatted(ReservedVariables.NAMES.stream()
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", "))));
        rule.setMessage("podTemplate.env sets a variable that other fields of the resource set; use those");
        return rule;
    }

    private static void tidy(JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            schema.setPattern(QUANTITY);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(CrdSchema::tidy);
        }
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            tidy(schema.getItems().getSchema());
        }
        if (schema.getAdditionalProperties() != null
                && schema.getAdditionalProperties().getSchema() != null) {
            tidy(schema.getAdditionalProperties().getSchema());
        }
    }
}
