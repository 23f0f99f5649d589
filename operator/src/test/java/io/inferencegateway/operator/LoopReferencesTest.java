package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.contract.ConditionType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a gateway finds in its namespace: what its spec names, and what has its name.
class LoopReferencesTest {
    private Loop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new Loop();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void anObjectOfSomebodyElseIsNeverTakenOver() throws Exception {
        var foreign = new ServiceBuilder()
                .withNewMetadata()
                .withName(Loop.NAME)
                .withNamespace(Loop.NAMESPACE)
                .addNewOwnerReference()
                .withApiVersion("example.org/v1")
                .withKind("Shop")
                .withName("books")
                .withUid("7")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("app", "shop"))
                .endSpec()
                .build();
        var created = loop.client().resource(foreign).create();
        loop.create("");
        loop.awaitCondition(ConditionType.ACCEPTED, "False", "NameConflict");
        assertTrue(loop.message(ConditionType.ACCEPTED).contains("Shop books"));
        loop.awaitCondition(ConditionType.STALLED, "True", "NameConflict");
        loop.awaitState("name taken by a stranger");
        assertEquals(created, loop.at(Service.class).get());
        assertNull(loop.at(Deployment.class).get());

        // When it is gone, the gateway gets its own; nothing tells the operator, so it looks again by itself.
        loop.at(Service.class).delete();
        loop.awaitOwned(Deployment.class);
        loop.awaitOwned(Service.class);
        loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    @Test
    void whatTheSpecNamesMustBeThereFirstAndIsLookedForAgain() throws Exception {
        loop.create("expose: {tls: {secretName: pair}}");
        loop.awaitCondition(ConditionType.ACCEPTED, "False", "ReferenceNotFound");
        loop.awaitCondition(ConditionType.STALLED, "True", "ReferenceNotFound");
        loop.awaitState("missing Secret");
        assertNull(loop.at(Deployment.class).get());

        loop.client().resource(secret("tls.crt")).create();
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.message(ConditionType.ACCEPTED).contains("needs tls.key in the Secret pair"));
        assertNull(loop.at(Deployment.class).get());

        loop.client().resource(secret("tls.crt", "tls.key")).update();
        loop.awaitOwned(Deployment.class);
        loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
        assertEquals("https://resnet.vision.svc:8000", loop.status().url());

        // Rotated: the pod reads it by itself.
        loop.awaitSilence();
        var rotated = secret("tls.crt", "tls.key");
        rotated.getData().replaceAll((key, value) -> "BBBB");
        loop.client().resource(rotated).update();
        assertEquals(
                List.of(),
                loop.writesAfterATouch().stream()
                        .filter(write -> !write.contains("/secrets/"))
                        .toList());
    }

    @Test
    void aPictureInAConfigMapCountsAsAKey() throws Exception {
        loop.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("golden")
                        .withNamespace(Loop.NAMESPACE)
                        .endMetadata()
                        .addToBinaryData("image", "AAAA")
                        .build())
                .create();
        loop.createWhole("""
                model:
                  storageUri: builtin://efficientnet-lite0
                  warmup: {sample: {configMapName: golden, expectClass: 285}}
                """);
        loop.awaitOwned(Deployment.class);
        loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    @Test
    void anOperatorThatMayNotReadSecretsLeavesItToTheKubelet() throws Exception {
        loop.cluster.hide("/secrets/pair");
        loop.create("expose: {tls: {secretName: pair}}");
        loop.awaitOwned(Deployment.class);
        loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
    }

    private static Secret secret(String... keys) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName("pair")
                .withNamespace(Loop.NAMESPACE)
                .endMetadata();
        for (var key : keys) {
            secret.addToData(key, "AAAA");
        }
        return secret.build();
    }
}
