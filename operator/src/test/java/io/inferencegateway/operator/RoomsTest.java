package io.inferencegateway.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Which room knows what, in the words of docs/architecture.md.
class RoomsTest {
    private static final String HOME = "io.inferencegateway.operator";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOME);

    @Test
    void onlyTheLoopAndTheWiringKnowTheOperatorSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOME + ".reconcile..")
                .and()
                .doNotHaveFullyQualifiedName(HOME + ".OperatorProcess")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk..")
                .check(OURS);
    }

    @Test
    void thePureRoomsKnowNoClientNoClockAndNoLog() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        HOME + ".slo..",
                        HOME + ".export..",
                        HOME + ".desired..",
                        HOME + ".status..",
                        HOME + ".assess..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javaoperatorsdk..",
                        "io.fabric8.kubernetes.client..",
                        "org.slf4j..",
                        "java.net.http..",
                        "java.io..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "getenv")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void theRulesKnowNoKubernetes() {
        noClasses()
                .that()
                .resideInAnyPackage(HOME + ".slo..", HOME + ".export..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void whatIsDesiredDoesNotDependOnWhatIs() {
        noClasses()
                .that()
                .resideInAPackage(HOME + ".desired..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HOME + ".status..", HOME + ".reconcile..")
                .check(OURS);
    }

    @Test
    void nothingReachesIntoTheLoopButTheWiring() {
        classes()
                .that()
                .resideInAPackage(HOME + ".reconcile..")
                .should()
                .onlyBeAccessed()
                .byClassesThat()
                .resideInAnyPackage(HOME, HOME + ".reconcile..")
                .check(OURS);
    }

    @Test
    void theManagementPortKnowsNothingOfGateways() {
        noClasses()
                .that()
                .resideInAPackage(HOME + ".management..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.inferencegateway.contract..", "io.fabric8..", "io.javaoperatorsdk..")
                .check(OURS);
    }

    @Test
    void onlyOneRoomKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOME + ".telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(OURS);
    }

    @Test
    void tracesKnowNeitherGatewaysNorTheCluster() {
        noClasses()
                .that()
                .resideInAPackage(HOME + ".telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.inferencegateway.contract..", "io.fabric8..", "io.javaoperatorsdk..")
                .check(OURS);
    }

    @Test
    void theQueriesKnowNoClusterAndNoSpec() {
        noClasses()
                .that()
                .resideInAPackage(HOME + ".prometheus..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.inferencegateway.contract", "io.fabric8..", HOME + ".desired..")
                .check(OURS);
    }

    @Test
    void onlyTheLoopAndTheEventsKnowTheKubernetesClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HOME + ".reconcile..", HOME + ".events..", HOME + ".cli..")
                .and()
                .doNotHaveFullyQualifiedName(HOME + ".OperatorProcess")
                .should()
                .dependOnClassesThat()
                .areAssignableTo("io.fabric8.kubernetes.client.Client")
                .check(OURS);
    }
}
