package io.inferencegateway.operator.cli.validate;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks `metadata`, whose rules are Kubernetes' own and in no CRD.
final class Metadata {
    private static final Schema SCHEMA = Schema.of(YamlDocuments.single("""
            type: object
            properties:
              name: {type: string}
              generateName: {type: string}
              namespace: {type: string, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'}
              labels: {type: object, nullable: true, additionalProperties: {type: string}}
              annotations: {type: object, nullable: true, additionalProperties: {type: string}}
              finalizers: {type: array, nullable: true, items: {type: string}}
              ownerReferences: {type: array, nullable: true}
              managedFields: {type: array, nullable: true}
              creationTimestamp: {type: string, nullable: true}
              deletionTimestamp: {type: string, nullable: true}
              deletionGracePeriodSeconds: {type: integer, nullable: true}
              generation: {type: integer}
              resourceVersion: {type: string}
              selfLink: {type: string}
              uid: {type: string}
            """));

    private static final Pattern KEY =
            Pattern.compile("^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$");
    private static final Pattern VALUE = Pattern.compile("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$");

    private Metadata() {}

    static List<Problem> check(Map<String, Object> resource) {
        var problems = new ArrayList<Problem>();
        if (!(resource.get("metadata") instanceof Map<?, ?>)) {
            problems.add(new Problem("metadata.name", "Required value: name or generateName is required", true));
            return problems;
        }
        var metadata = Json.object(resource.get("metadata"));
        if (!metadata.containsKey("name") && !metadata.containsKey("generateName")) {
            problems.add(new Problem("metadata.name", "Required value: name or generateName is required", true));
        }
        new SchemaCheck(problems::add).check(SCHEMA, "metadata", metadata);
        Json.object(metadata.get("labels")).forEach((key, value) -> {
            key(problems, "metadata.labels", key);
            if (value instanceof String text && !VALUE.matches(text)) {
                String allowed =
                        "a valid label has at most 63 letters, digits, '-', '_' or '.', a letter or digit at both ends";
                problems.add(Problem.of("metadata.labels", "Invalid value: \"%s\": %s".formatted(text, allowed)));
            }
        });
        Json.object(metadata.get("annotations")).keySet().forEach(key -> key(problems, "metadata.annotations", key));
        return problems;
    }

    private static void key(List<Problem> problems, String path, String key) {
        if (!KEY.matches(key)) {
            String allowed = "a key is [PREFIX/]NAME, the name of letters, digits, '-', '_' or '.', at most 63 of them";
            problems.add(Problem.of(path, "Invalid value: \"%s\": %s".formatted(key, allowed)));
        }
    }
}
