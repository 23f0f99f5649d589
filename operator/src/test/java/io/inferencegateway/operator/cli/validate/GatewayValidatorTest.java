package io.inferencegateway.operator.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayValidatorTest {
    private static final GatewayValidator VALIDATOR = new GatewayValidator(gateway -> List.of());
    private static final String GATEWAY = """
            apiVersion: inferencegateway.io/v1alpha1
            kind: InferenceGateway
            metadata: {name: cat}
            spec:
              model: {storageUri: "builtin://efficientnet-lite0"}
            """;

    @Test
    void defaultsAreThereBeforeTheRulesRun() {
        var validation = validate(GATEWAY);

        assertEquals(List.of(), validation.lines());
        assertEquals(1, validation.gateways().getFirst().getSpec().replicas());
    }

    @Test
    void everyProblemOfEveryDocumentIsReportedWithItsPlace() {
        var lines = validate("""
                %s---
                kind: ConfigMap
                apiVersion: v1
                metadata: {name: other}
                ---
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: my-gateway}
                spec:
                  device: mps
                  model: {storageUri: "http://example.com/m.onnx"}
                  slo:
                    latency: {threshold: 61s}
                    availability: {target: 100}
                """.formatted(GATEWAY)).lines();

        assertEquals(
                List.of(
                        "f.yaml:3: InferenceGateway/my-gateway: spec.device: Unsupported value: \"mps\": supported values: \"cpu\", \"cuda\"",
                        "f.yaml:3: InferenceGateway/my-gateway: spec.slo.availability.target: Invalid value: 100: spec.slo.availability.target in body should be less than or equal to 99.999",
                        "f.yaml:3: InferenceGateway/my-gateway: spec.model.storageUri: storageUri must be builtin://NAME (a model in the runtime image, such as builtin://efficientnet-lite0), file:///PATH, pvc://CLAIM/PATH, https://HOST/PATH, s3://BUCKET/KEY or oci://REGISTRY/REPOSITORY:TAG (or @sha256:DIGEST); plain http is never accepted",
                        "f.yaml:3: InferenceGateway/my-gateway: spec.slo.latency.threshold: threshold must be between 1ms and 60s"),
                lines);
    }

    @Test
    void aMisspeltFieldIsRefusedAndTheRightOneNamed() {
        assertEquals(
                List.of(
                        "f.yaml:1: InferenceGateway/cat: spec.replcias: unknown field \"spec.replcias\"; did you mean \"replicas\"?"),
                validate(GATEWAY + "  replcias: 2\n").lines());
        assertEquals(
                List.of("f.yaml:1: InferenceGateway/cat: spec.banana: unknown field \"spec.banana\""),
                validate(GATEWAY + "  banana: 2\n").lines());
    }

    @Test
    void otherKindsAreSkippedButAMisspeltVersionIsNot() {
        assertEquals(
                List.of("Deployment", "unnamed"),
                validate("apiVersion: apps/v1\nkind: Deployment\n---\nimage: {tag: 1}\n")
                        .skippedKinds());
        assertEquals(
                List.of(
                        "f.yaml:1: InferenceGateway/cat: no matches for kind \"InferenceGateway\" in version \"inferencegateway.io/v1\"; this is inferencegateway.io/v1alpha1"),
                validate(GATEWAY.replace("v1alpha1", "v1")).lines());
    }

    @Test
    void aDuplicateKeyAndBrokenYamlSayWhere() {
        assertEquals(
                List.of("f.yaml:1: line 7, column 3: duplicate key device"),
                validate(GATEWAY + "  device: cpu\n  device: cuda\n").lines());
        assertTrue(
                validate(GATEWAY + "  slo: {latency\n").lines().getFirst().startsWith("f.yaml:1: not YAML: line "),
                validate(GATEWAY + "  slo: {latency\n").lines().toString());
        assertTrue(validate(GATEWAY + "\tdevice: cpu\n").lines().getFirst().contains("line 6, column 1"));
    }

    @Test
    void jsonMayBeIndentedWithTabsAndBrokenJsonSaysWhere() {
        String json = "{\n\t\"kind\": \"InferenceGateway\", \"apiVersion\": \"inferencegateway.io/v1alpha1\","
                + " \"metadata\": {\"name\": \"cat\"},\n\t\"spec\": {\"model\": {\"storageUri\":"
                + " \"builtin://efficientnet-lite0\"}, \"replicas\": 3.0}}\n";

        assertEquals(2, validate(json + json).gateways().size());
        assertEquals(
                List.of("f.yaml:1: not JSON: line 3, column 21: Duplicate field 'model'"),
                validate(json.replace("\"replicas\"", "\"model\"")).lines().stream()
                        .map(line -> line.replaceAll("column \\d+", "column 21"))
                        .toList());
        assertEquals(
                List.of(), validate("{\"kind\": \"Secret\"}\n---\n" + GATEWAY).lines());
        assertEquals(List.of("Secret"), validate("{kind: Secret}").skippedKinds());
    }

    @Test
    void valuesAreReadAsKubectlReadsThem() {
        for (String spec :
                List.of("replicas: 3.0", "device: null", "alerting: {enabled: no}", "alerting: {enabled: y}", "slo:")) {
            assertEquals(List.of(), validate(GATEWAY + "  " + spec + "\n").lines());
        }
        assertEquals(
                List.of(
                        "f.yaml:1: InferenceGateway/cat: spec.replicas: Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\""),
                validate(GATEWAY + "  replicas: 1:30\n").lines());
        assertEquals(
                List.of("f.yaml:1: InferenceGateway/cat: spec.model.storageUri: Required value"),
                validate(GATEWAY.replace("\"builtin://efficientnet-lite0\"", "null"))
                        .lines());
    }

    @Test
    void aStatusIsDroppedButItsUnknownFieldsAreNot() {
        assertEquals(List.of(), validate(GATEWAY + "status: {replicas: x}\n").lines());
        assertEquals(
                List.of("f.yaml:1: InferenceGateway/cat: status.banana: unknown field \"status.banana\""),
                validate(GATEWAY + "status: {banana: 1}\n").lines());
    }

    @Test
    void theItemsOfAListAreJudgedOneByOne() {
        var list = "apiVersion: v1\nkind: List\nitems:\n- " + GATEWAY.strip().replace("\n", "\n  ")
                + "\n- {kind: Secret}\n";

        assertEquals(1, validate(list).gateways().size());
        assertEquals(List.of("Secret"), validate(list).skippedKinds());
    }

    @Test
    void metadataIsCheckedToo() {
        var lines = validate(GATEWAY.replace("{name: cat}", "{name: cat, lables: {}, labels: {team: a b, 'x y': z}}"))
                .lines();

        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.getFirst().contains("unknown field \"metadata.lables\"; did you mean \"labels\"?"));
        assertTrue(validate(GATEWAY.replace("{name: cat}", "{}"))
                .lines()
                .getFirst()
                .contains("metadata.name: Required value"));
        assertEquals(
                List.of(),
                validate(GATEWAY.replace("name: cat", "generateName: cat-")).lines());
    }

    @Test
    void whatOnlyTheOperatorFindsIsReportedToo() {
        var validator = new GatewayValidator(gateway -> {
            throw new IllegalArgumentException("no such model");
        });

        assertEquals(
                List.of("f.yaml:1: InferenceGateway/cat: the operator cannot carry this out: no such model"),
                validator.validate(List.of(new Source("f.yaml", GATEWAY))).lines());
    }

    @Test
    void aKeywordThatIsNotEvaluatedIsNotIgnored() {
        var failure = assertThrows(
                IllegalStateException.class, () -> Schema.of(YamlDocuments.single("{type: array, uniqueItems: true}")));

        assertEquals("the schema uses uniqueItems, which igw validate does not know", failure.getMessage());
    }

    private static Validation validate(String text) {
        return VALIDATOR.validate(List.of(new Source("f.yaml", text)));
    }
}
