package io.inferencegateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The committed CRD is what the records say, and the chart ships the same bytes. `-Dgolden=update` writes both.
class GeneratedCrdTest {
    private static final String FILE = "inferencegateways.inferencegateway.io-v1.yml";
    private static final Path COMMITTED = Path.of("inferencegateways.inferencegateway.io.yaml");
    private static final Path CHART =
            Path.of("../helm/inference-gateway-crds/templates/inferencegateways.inferencegateway.io.yaml");

    private static String generated = "";

    @BeforeAll
    static void generate(@TempDir Path out) throws IOException {
        new CRDGenerator()
                .customResourceClasses(InferenceGateway.class)
                .forCRDVersions("v1")
                .withParallelGenerationEnabled(false)
                .inOutputDir(out.toFile())
                .detailedGenerate();
        generated = CrdSchema.complete(Files.readString(out.resolve(FILE)));
        if ("update".equals(System.getProperty("golden"))) {
            for (var path : List.of(COMMITTED, CHART)) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.writeString(path, generated);
            }
        }
    }

    @Test
    void theCommittedCrdIsTheGeneratedOne() throws IOException {
        assertEquals(
                Files.readString(COMMITTED), generated, "run mvn verify -Dgolden=update and review the difference");
    }

    @Test
    void theChartShipsTheSameCrd() throws IOException {
        assertEquals(Files.readString(CHART), generated, "run mvn verify -Dgolden=update and review the difference");
    }

    @Test
    void aGatewayThatNobodyHasSeenHasAStatusThatSaysSo() {
        var status = Serialization.unmarshal(generated, CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("status");
        assertEquals(-1, status.getDefault().path("observedGeneration").asInt());
    }

    @Test
    void conditionsAreAListMapSoThatOtherManagersCanOwnTheirOwn() {
        assertTrue(generated.contains("x-kubernetes-list-type: \"map\""), generated);
    }
}
