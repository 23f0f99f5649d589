package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.prometheus.FakePrometheus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The error budget of a gateway, from Prometheus to its status.
class LoopBudgetTest {
    private Loop loop;

    @AfterEach
    void stop() {
        loop.close();
    }

    private static PrometheusSettings at(FakePrometheus fake, Duration timeout) {
        return new PrometheusSettings(
                Optional.of(fake.url()), timeout, Duration.ofMillis(100), Optional.empty(), Optional.empty());
    }

    private void serve(FakePrometheus fake, Duration timeout) throws IOException {
        loop = new Loop(LoopSetup.STANDARD.asking(at(fake, timeout)));
        loop.serve("");
    }

    /// Lets Prometheus say that so much of every objective's budget is left, and waits until it was asked again.
    private void budgetLeft(FakePrometheus fake, double remaining) {
        loop.awaitCondition(
                ConditionType.ACCEPTED,
                "True",
                loop.condition(ConditionType.ACCEPTED).map(Condition::getReason).orElse("Accepted"));
        fake.samples(loop.status().slos().stream()
                .flatMap(slo -> Stream.of(FakePrometheus.objective(
                        Loop.NAMESPACE, Loop.NAME, slo.name(), Double.parseDouble(slo.target()), remaining, 0.5)))
                .toArray(String[]::new));
        awaitQueries(fake, 2);
    }

    private static void awaitQueries(FakePrometheus fake, int more) {
        int asked = fake.queries().size();
        await().atMost(Loop.PATIENCE).until(() -> fake.queries().size() >= asked + more);
    }

    private void awaitBudget(String text) {
        await().atMost(Loop.PATIENCE)
                .until(() -> Optional.ofNullable(loop.status().summary())
                        .filter(summary -> text.equals(summary.budget()))
                        .isPresent());
    }

    private long statusWrites() {
        return loop.cluster.writes().stream()
                .filter(write -> write.endsWith("/inferencegateways/" + Loop.NAME + "/status"))
                .count();
    }

    private String modelOfTheDeployment() {
        return loop
                .at(Deployment.class)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .filter(variable -> variable.getName().equals("MODEL_URI"))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    @Test
    void theBudgetReachesTheStatusAndIsWrittenOnlyWhenItsRoundedFiguresChange() throws Exception {
        try (var fake = new FakePrometheus()) {
            serve(fake, Duration.ofSeconds(10));
            budgetLeft(fake, 0.8201);
            awaitBudget("82%");
            loop.awaitCondition(ConditionType.SLO_MET, "True", "Met");
            var slo = loop.status().slos().getFirst();
            assertEquals("99.91", slo.sli());
            assertEquals("0.82", slo.errorBudgetRemaining());
            assertEquals("0.4", slo.burnRate());
            assertEquals("0.5", slo.windowCoverage());

            loop.awaitSilence();
            long before = statusWrites();
            budgetLeft(fake, 0.8209);
            awaitQueries(fake, 10);
            assertEquals(before, statusWrites());

            budgetLeft(fake, 0.7999);
            awaitBudget("79%");
            awaitQueries(fake, 10);
            assertEquals(before + 1, statusWrites());
        }
    }

    @Test
    void aPrometheusThatHangsStopsNoReconciliationAndIsNamed() throws Exception {
        try (var fake = new FakePrometheus()) {
            fake.hang();
            serve(fake, Duration.ofMillis(500));
            loop.awaitCondition(ConditionType.SLO_MET, "Unknown", "PrometheusUnavailable");
            assertTrue(loop.message(ConditionType.SLO_MET).contains("no complete answer"));
            loop.change("replicas: 4");
            loop.awaitReplicas(4);

            budgetLeft(fake, 0.9);
            loop.awaitCondition(ConditionType.SLO_MET, "True", "Met");
        }
    }

    @Test
    void withTooLittleBudgetAChangedModelWaitsUntilSomebodyOverridesIt() throws Exception {
        String policy = "slo: {errorBudgetPolicy: {freezeBelow: 25}}\n";
        try (var fake = new FakePrometheus()) {
            serve(fake, Duration.ofSeconds(10));
            loop.change(policy);
            budgetLeft(fake, 0.6);
            awaitBudget("60%");
            budgetLeft(fake, 0.2);
            awaitBudget("20%");
            await().atMost(Loop.PATIENCE).until(() -> loop.news().size() == 2);

            loop.changeWhole("model: {storageUri: \"file:///models/next\"}\nreplicas: 3\n" + policy);
            loop.awaitCondition(ConditionType.ACCEPTED, "True", "RolloutFrozen");
            loop.awaitReplicas(3);
            // The default model, which no variable names.
            assertEquals("", modelOfTheDeployment());
            awaitQueries(fake, 10);
            assertEquals(
                    List.of("ErrorBudgetTierChanged x1", "ErrorBudgetTierChanged x1", "RolloutFrozen x1"), loop.news());
            assertEquals(List.of(), loop.writesAfterATouch());

            loop.annotate("inferencegateway.io/override-freeze", "INC-7");
            await().atMost(Loop.PATIENCE).until(() -> modelOfTheDeployment().equals("file:///models/next"));
            loop.awaitCondition(ConditionType.ACCEPTED, "True", "Accepted");
            await().atMost(Loop.PATIENCE).until(() -> loop.news().contains("RolloutReleased x1"));
            assertEquals("INC-7", loop.status().errorBudgetPolicy().overriddenBy());
        }
    }

    @Test
    void theManagementPortCountsTheQueries() throws Exception {
        try (var fake = new FakePrometheus()) {
            serve(fake, Duration.ofSeconds(10));
            budgetLeft(fake, 0.9);
            fake.answer(500, "");
            awaitQueries(fake, 2);
            var metrics = loop.get("/metrics").body();
            assertTrue(metrics.contains("igw_prometheus_query_seconds_count"), metrics);
            assertTrue(metrics.contains("igw_prometheus_query_errors_total{reason=\"failed\"}"), metrics);
            assertTrue(metrics.contains("igw_prometheus_answer_age_seconds"), metrics);
        }
    }
}
