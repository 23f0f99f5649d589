package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.BatchSimulation.Clients;
import io.inferencegateway.pod.batch.BatchSimulation.Policy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BatchGoodputTest {
    static final BatchSimulation CPU = new BatchSimulation(2, size -> 20 * size, 8, 0.1, Duration.ofSeconds(120), 11);
    static final BatchSimulation FLAT =
            new BatchSimulation(1, size -> 4 + 0.5 * Math.max(0, size - 8), 32, 0.05, Duration.ofSeconds(20), 11);
    static final BatchSimulation GPU = new BatchSimulation(2, size -> 3 + 0.25 * size, 16, 0.05, Duration.ofSeconds(20), 11);

    @Test
    void table() {
        Map<String, BatchSimulation> pods = new LinkedHashMap<>();
        pods.put("cpu", CPU);
        pods.put("flat", FLAT);
        pods.put("gpu", GPU);
        long start = System.nanoTime();
        pods.forEach((name, pod) -> {
            double t1 = pod.time().applyAsDouble(1);
            for (boolean two : new boolean[]{false,true}) for (double dl : new double[] {10}) {
                for (double load : new double[] {0.5, 0.8, 0.95, 1.2, 1.5, 2}) {
                    var deadline = Duration.ofNanos((long) (1e6 * t1 * dl));
                    var clients = !two ? List.of(new Clients(load, 5, deadline), new Clients(0.0001, 5, deadline)) : List.of(new Clients(load * 0.5, 1, deadline), new Clients(load * .5, 5, deadline));
                    Map<String, Supplier<Policy>> policies = new LinkedHashMap<>();
                    policies.put("ours", () -> BatchPolicies.ours(pod, 200, Duration.ZERO));
                    int most = name.equals("cpu") ? 1 : name.equals("flat") ? 8 : pod.largest();
                    policies.put("fifo", () -> BatchPolicies.fifo(200, most));
                    policies.put("triton", () -> BatchPolicies.triton(200, List.of(pod.largest()/2, pod.largest()), pod.largest(), Duration.ofMillis(2)));
                    var line = new StringBuilder("%4s d=%3.0f load %.2f".formatted(name, dl, load));
                    policies.forEach((policy, make) -> {
                        var out = pod.run(make.get(), clients);
                        double sent = pod.capacity() * pod.length().toNanos() / 1e9;
                        line.append(" | %s %.3f+%.3f kept %.4f %.1fms"
                                .formatted(
                                        policy,
                                        out.get(0).good() / sent,
                                        out.get(1).good() / sent,
                                        (out.get(0).good() + out.get(1).good())
                                                / (double) (out.get(0).good() + out.get(1).good() + out.get(0).late()
                                                        + out.get(1).late()),
                                        out.get(0).meanMillis()));
                    });
                    System.out.println(line);
                }
            }
        });
        System.out.println((System.nanoTime() - start) / 1e9 + " s");
    }
}
