package io.inferencegateway.operator.prometheus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.slo.GatewayName;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final GatewayName CATS = new GatewayName("ml", "cats");
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> news = new CopyOnWriteArrayList<>();
    // Moves only when a test says so: how long Prometheus has been silent does not depend on this machine.
    private volatile Instant now = START;
    private FakePrometheus prometheus;
    private Budgets budgets;

    @BeforeEach
    void open() throws IOException {
        prometheus = new FakePrometheus();
        budgets = budgets(Optional.of(prometheus.url()));
    }

    @AfterEach
    void close() {
        budgets.stop();
        prometheus.close();
    }

    private Budgets budgets(Optional<URI> url) {
        var defaults = OperatorSettings.defaults();
        var settings = new OperatorSettings(
                defaults.runtimeImageCpu(),
                defaults.runtimeImageCuda(),
                Set.of("ml"),
                defaults.leaderElection(),
                defaults.namespace(),
                defaults.podName(),
                defaults.managementPort(),
                defaults.runbookUrl(),
                defaults.sloTestTimeDivisor(),
                new PrometheusSettings(url, Duration.ofSeconds(30), INTERVAL, Optional.empty(), Optional.empty()));
        return new Budgets(settings, () -> now, metrics, Tracing.off());
    }

    private void start() {
        budgets.start(new Budgets.Listener() {
            @Override
            public void changed(Set<GatewayName> gateways) {
                gateways.stream().map(GatewayName::text).sorted().forEach(news::add);
            }

            @Override
            public void changedForAll() {
                news.add("all");
            }
        });
    }

    private void awaitQueries(int more) {
        int asked = prometheus.queries().size();
        await().atMost(PATIENCE).until(() -> prometheus.queries().size() >= asked + more);
    }

    private void left(double remaining) {
        prometheus.samples(FakePrometheus.objective("ml", "cats", "availability", 99.5, remaining, 1));
    }

    private Optional<Integer> remaining(GatewayName gateway) {
        return budgets.of(gateway) instanceof BudgetAnswer.Known known
                ? Optional.ofNullable(known.objectives().get("availability"))
                        .flatMap(figures -> figures.spent().map(spent -> spent.remainingPercent()))
                : Optional.empty();
    }

    private void awaitLeft(int percent) {
        await().atMost(PATIENCE).until(() -> remaining(CATS).equals(Optional.of(percent)));
    }

    @Test
    void twoThousandGatewaysCostOneQueryEachTime() {
        prometheus.samples(IntStream.range(0, 2000)
                .boxed()
                .flatMap(i -> Stream.of(FakePrometheus.objective("ml", "g" + i, "availability", 99.5, 0.5, 1)))
                .toArray(String[]::new));
        start();
        await().atMost(PATIENCE).until(() -> !news.isEmpty());
        assertEquals(Optional.of(50), remaining(new GatewayName("ml", "g1999")));
        var answered = metrics.get("igw.prometheus.query").timer().count();
        assertTrue(
                prometheus.queries().size() <= answered + 1,
                prometheus.queries().size() + " for " + answered);
        assertTrue(prometheus.queries().getFirst().contains("namespace=~\"ml\""));
    }

    @Test
    void onlyGatewaysWithOtherFiguresAreNews() {
        left(0.82);
        start();
        awaitLeft(82);
        awaitQueries(3);
        assertEquals(List.of("all"), news);
        left(0.5);
        awaitLeft(50);
        awaitQueries(3);
        assertEquals(List.of("all", "ml/cats"), news);
    }

    @Test
    void beforeTheFirstAnswerNothingIsKnownAndAFailureIsNoNewsYet() {
        assertEquals(new BudgetAnswer.Pending(), budgets.of(CATS));
        prometheus.answer(500, "");
        start();
        awaitQueries(3);
        assertEquals(new BudgetAnswer.Pending(), budgets.of(CATS));
        now = START.plus(INTERVAL.multipliedBy(3));
        await().atMost(PATIENCE).until(() -> budgets.of(CATS)
                .equals(new BudgetAnswer.Unavailable("it answered 500", Optional.empty())));
        assertEquals(List.of("all"), news);
    }

    @Test
    void aFailureIsForgivenThreeTimesThenToldOnceAndTheNextAnswerEndsIt() {
        left(0.82);
        start();
        awaitLeft(82);
        prometheus.answer(503, "{\"error\": \"shutting down\"}");
        awaitQueries(3);
        assertEquals(Optional.of(82), remaining(CATS));

        now = START.plusSeconds(60);
        var unavailable = new BudgetAnswer.Unavailable("it answered 503: shutting down", Optional.of(START));
        await().atMost(PATIENCE).until(() -> budgets.of(CATS).equals(unavailable));
        awaitQueries(3);
        assertEquals(List.of("all", "all"), news);
        assertTrue(metrics.get("igw.prometheus.query.errors")
                        .tag("reason", "failed")
                        .counter()
                        .count()
                >= 3);
        assertEquals(
                60, metrics.get("igw.prometheus.answer.age").timeGauge().value(java.util.concurrent.TimeUnit.SECONDS));

        prometheus.answer(401, "");
        var other = "it answered 401: check the operator's token and its rights";
        await().atMost(PATIENCE)
                .until(() -> budgets.of(CATS).equals(new BudgetAnswer.Unavailable(other, Optional.of(START))));

        left(0.82);
        awaitLeft(82);
        assertEquals(List.of("all", "all", "all", "all"), news);
    }

    @Test
    void aFaultyListenerDoesNotEndTheQueries() {
        budgets.start(new Budgets.Listener() {
            @Override
            public void changed(Set<GatewayName> gateways) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void changedForAll() {
                throw new IllegalStateException("a bug");
            }
        });
        awaitQueries(3);
    }

    @Test
    void withoutAUrlNothingIsAsked() {
        var none = budgets(Optional.empty());
        none.start(new Budgets.Listener() {
            @Override
            public void changed(Set<GatewayName> gateways) {}

            @Override
            public void changedForAll() {}
        });
        assertEquals(new BudgetAnswer.NotConfigured(), none.of(CATS));
        none.stop();
    }

    @Test
    void whatIsStoppedAsksNoMore() throws Exception {
        start();
        awaitQueries(1);
        budgets.stop();
        Thread.sleep(500);
        int asked = prometheus.queries().size();
        Thread.sleep(500);
        assertEquals(asked, prometheus.queries().size());
        assertEquals(Map.of(), ((BudgetAnswer.Known) budgets.of(CATS)).objectives());
    }
}
