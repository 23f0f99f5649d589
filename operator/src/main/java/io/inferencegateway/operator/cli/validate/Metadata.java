package io.inferencegateway.operator.cli.validate;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Checks `metadata`, whose rules are Kubernetes' own and in no CRD.
final class Metadata {
    private static final Schema SCHEMA = Schema.of(YamlDocuments.single("""
            type: object
            properties:
              name: {type: string}
              generateName: {type: string}
              namespace: {type: string, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'}
              labels: {type: object, additionalProperties: {type: string}}
              annotations: {type: object, additionalProperties: {type: string}}
              finalizers: {type: array, items: {type: string}}
              ownerReferences: {type: array}
              managedFields: {type: array}
              creationTimestamp: {type: string}
              deletionTimestamp: {type: string}
              deletionGracePeriodSeconds: {type: integer}
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
        var metadata = Json.object(resource.get("metadata"));
        if (isBlank(metadata, "name") && isBlank(metadata, "generateName")) {
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
        Json.object(metadata.get("annotations"))
                .keySet()
                .forEach(key -> key(problems, "metadata.annotations", key.toLowerCase(Locale.ROOT)));
        return problems;
    }

    private static boolean isBlank(Map<String, Object> metadata, String field) {
        return metadata.get(field) == null || metadata.get(field).equals("");
    }

    private static void key(List<Problem> problems, String path, String key) {
        if (!KEY.matches(key)) {
            String allowed = "a key is [PREFIX/]NAME, the name of letters, digits, '-', '_' or '.', at most 63 of them";
            problems.add(Problem.of(path, "Invalid value: \"%s\": %s".formatted(key, allowed)));
        }
    }
}
