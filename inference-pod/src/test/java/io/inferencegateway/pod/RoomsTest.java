package io.inferencegateway.pod;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rooms of the pod, in the words of `docs/architecture.md`: which package may use which library.
class RoomsTest {
    private static final String POD = "io.inferencegateway.pod.";
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.inferencegateway.pod");
    }

    @Test
    void onlyRuntimeKnowsOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(POD + "runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(classes);
    }

    @Test
    void onlyHttpKnowsTheWebServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(POD + "http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon.webserver..", "io.helidon.http..", "io.helidon.health..")
                .check(classes);
    }

    @Test
    void onlyTelemetryKnowsTheLibrariesOfMetricsTracesAndLogLayout() {
        noClasses()
                .that()
                .resideOutsideOfPackage(POD + "telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.prometheus..", "io.opentelemetry..", "ch.qos.logback..")
                .check(classes);
    }

    @Test
    void onlyGrpcKnowsGrpcAndItsMessages() {
        noClasses()
                .that()
                .resideOutsideOfPackage(POD + "grpc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.protobuf..", POD + "grpc.wire..")
                .check(classes);
    }

    @Test
    void onlyTheProtocolKnowsJacksonsStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(POD + "oip..", POD + "telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(classes);
    }

    @Test
    void theProtocolKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAPackage(POD + "oip..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(POD + "http..", POD + "grpc..", POD + "runtime..", POD + "model..")
                .check(classes);
    }

    @Test
    void imageAndPredictKnowTheJdkOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(POD + "image..", POD + "predict..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..", "javax.imageio..", "org.jspecify..", POD + "image..", POD + "predict..")
                .check(classes);
    }

    @Test
    void onlySourceKnowsTheLibrariesOfBucketsAndRegistries() {
        noClasses()
                .that()
                .resideOutsideOfPackage(POD + "source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "land.oras..", "org.apache.commons.compress..")
                .check(classes);
    }

    /// A pod whose model is in the image or in a file must not load them.
    @Test
    void eachOfTheseLibrariesIsBehindOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("BucketOrigin")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(classes);
        noClasses()
                .that()
                .doNotHaveSimpleName("ArtifactOrigin")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("land.oras..")
                .check(classes);
    }

    @Test
    void theModelRoomsKnowNeitherServerNorEngine() {
        noClasses()
                .that()
                .resideInAnyPackage(POD + "model..", POD + "source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(POD + "http..", POD + "runtime..", POD + "batch..", POD + "telemetry..")
                .check(classes);
    }

    /// So liveness cannot touch ONNX Runtime, nor hang where it hangs.
    @Test
    void probesAndRoutesDoNotKnowTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(POD + "http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(POD + "runtime..", POD + "model..", POD + "source..")
                .check(classes);
    }
}
