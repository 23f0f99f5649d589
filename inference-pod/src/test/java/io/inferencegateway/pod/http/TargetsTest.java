package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A request goes where its own path says, wherever the one before it went.
class TargetsTest {
    private final Targets targets = new Targets(Route.all("/metrics").stream()
            .collect(Collectors.toMap(Route::path, Function.identity(), (first, _) -> first)));

    @Test
    void eachPathHasItsTarget() {
        for (var path : new String[] {
            "/predict",
            "/predict",
            "/v2/models/a/infer",
            "/v2/models/b/infer",
            "/v2/models/b/infer",
            "/nowhere",
            "/predict"
        }) {
            var target = targets.of(path);
            switch (path) {
                case "/predict" -> assertEquals("/predict", endpoint(target));
                case "/nowhere" -> assertEquals("", endpoint(target));
                default -> {
                    assertEquals("/v2/models/{model}/infer", endpoint(target));
                    assertEquals(
                            path.substring(11, 12), target.oip().orElseThrow().model());
                }
            }
        }
    }

    private static String endpoint(Target target) {
        return target.route().map(Route::endpoint).orElse("");
    }
}
