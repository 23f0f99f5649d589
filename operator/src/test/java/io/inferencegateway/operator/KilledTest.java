package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.reconcile.OwnedKinds;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An operator that ends without notice, after any of its writes, and another one that takes over: the state is
/// the same as if nothing had happened.
class KilledTest {
    private static final String NOTHING = "";
    private static final String TWO = "replicas: 2";
    private static final String FOUR = "replicas: 4";
    private static final String SCALED = "replicas: 4\nautoscaling: {minReplicas: 2, maxReplicas: 10}";
    private static final String TARGETS = "replicas: 2\nslo: {availability: {target: 99.9}}";
    private static final String INVALID = "replicas: 2\noverload: {timeout: soon}";
    private static final String EVERYTHING = """
            autoscaling: {minReplicas: 2, maxReplicas: 5}
            expose: {gatewayRef: {name: public}}
            observability: {metrics: {probe: {prober: "blackbox-exporter.monitoring.svc:9115"}}}
            alerting: {receivers: {pager: {type: webhook, secret: {name: receivers, key: url}}}}
            """;
    private static final Map<String, String> SPECS = Map.of(
            "nothing", NOTHING,
            "two", TWO,
            "four", FOUR,
            "scaled", SCALED,
            "targets", TARGETS,
            "invalid", INVALID,
            "everything", EVERYTHING);

    /// What came of a change.
    private record Result(Map<String, String> objects, List<String> news) {
        /// Names of what differs, and the lines.
        String difference(Result other) {
            return Stream.concat(objects.keySet().stream(), other.objects.keySet().stream())
                            .distinct()
                            .filter(name -> !Objects.equals(objects.get(name), other.objects.get(name)))
                            .map(name -> name + "\n- " + lines(objects.get(name), other.objects.get(name)) + "\n+ "
                                    + lines(other.objects.get(name), objects.get(name)))
                            .collect(Collectors.joining("\n"))
                    + (news.equals(other.news) ? "" : "\n" + news + " / " + other.news);
        }

        private static String lines(String of, String without) {
            return of == null
                    ? "absent"
                    : of.lines()
                            .filter(line -> without == null || !without.contains(line))
                            .collect(Collectors.joining("\n  "));
        }
    }

    private static Loop loop() throws IOException {
        var loop = new Loop();
        loop.cluster.serve("gateway.networking.k8s.io/v1", "httproutes", "HTTPRoute");
        return loop;
    }

    /// Makes the change, of a gateway that has converged, or creates it.
    private static void change(Loop loop, String from, String to) {
        if (from.isEmpty()) {
            loop.create(SPECS.get(to));
        } else {
            loop.change(SPECS.get(to));
        }
    }

    private static void begin(Loop loop, String from) throws InterruptedException {
        if (!from.isEmpty()) {
            loop.create(SPECS.get(from));
            loop.awaitOwned(Deployment.class);
            loop.podsBecomeReady();
            settle(loop);
        }
    }

    /// The operator has looked once more and has nothing to do.
    private static void settle(Loop loop) throws InterruptedException {
        await().atMost(Loop.PATIENCE)
                .until(() -> Objects.equals(
                        loop.at(InferenceGateway.class).get().getMetadata().getGeneration(),
                        loop.status().observedGeneration()));
        int before = -1;
        while (before != loop.cluster.faults().writes().size()) {
            before = loop.cluster.faults().writes().size();
            loop.nudge();
            Thread.sleep(400);
        }
    }

    private static Result result(Loop loop) {
        return new Result(Snapshot.of(loop.client()), loop.news());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "'', everything",
        "everything, nothing",
        "four, scaled",
        "scaled, four",
        "two, nothing",
        "two, targets",
        "two, invalid"
    })
    void afterAnyWriteAnotherOperatorEndsWhereTheFirstWouldHave(String from, String to) throws Exception {
        Result expected;
        int writes;
        try (var loop = loop()) {
            begin(loop, from);
            int before = loop.cluster.faults().writes().size();
            change(loop, from, to);
            settle(loop);
            expected = result(loop);
            writes = loop.cluster.faults().writes().size() - before;
        }
        assertTrue(writes > 0);
        var cases = new LinkedHashMap<String, AtOnce.Case>();
        for (int n = 1; n <= writes; n++) {
            int after = n;
            cases.put("killed after write " + n + " of " + writes, () -> killed(from, to, after, expected));
        }
        AtOnce.run(cases);
    }

    private static void killed(String from, String to, int after, Result expected) throws Exception {
        try (var loop = loop()) {
            begin(loop, from);
            var seen = replicas(loop);
            loop.cluster.faults().dieAfter(after);
            change(loop, from, to);
            await().atMost(Loop.PATIENCE).until(loop.cluster.faults()::dead);
            loop.restartAbruptly();
            await().atMost(Loop.PATIENCE).untilAsserted(() -> assertEquals("", expected.difference(result(loop))));
            settle(loop);
            assertEquals("", expected.difference(result(loop)), "later");
            if (from.equals("four") || from.equals("scaled")) {
                assertFalse(seen.contains(1), seen.toString());
            }
        }
    }

    private static List<Integer> replicas(Loop loop) {
        var seen = new CopyOnWriteArrayList<Integer>();
        loop.at(Deployment.class).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Deployment deployment) {
                seen.add(deployment.getSpec().getReplicas());
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
        return seen;
    }

    @Test
    void whatWasDeletedMeanwhileStaysSoAndASuccessorOfTheSameNameTakesNothingOver() throws Exception {
        try (var loop = loop()) {
            begin(loop, "two");
            loop.cable().unplug();
            loop.at(InferenceGateway.class).delete();
            int before = loop.cluster.faults().writes().size();
            loop.restartAbruptly();
            // Nothing is left that could be looked at; the garbage collector has its time.
            Thread.sleep(1000);
            assertEquals(before, loop.cluster.faults().writes().size());

            loop.create(TWO);
            loop.awaitState("an object of a deleted gateway of the same name");
            var old = loop.at(Service.class).get().getMetadata().getUid();
            OwnedKinds.ALWAYS.forEach(kind -> loop.at(kind).delete());
            OwnedKinds.OPTIONAL.forEach(kind -> loop.at(kind).delete());
            loop.awaitOwned(Deployment.class);
            loop.awaitOwned(Service.class);
            assertFalse(old.equals(loop.at(Service.class).get().getMetadata().getUid()));
        }
    }
}
