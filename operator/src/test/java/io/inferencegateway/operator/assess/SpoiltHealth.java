package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Evidence.Answers;
import java.util.stream.Stream;

/// Answers and probes with one thing amiss.
final class SpoiltHealth {
    private static final Healthy WELL = new Healthy();

    private SpoiltHealth() {}

    static Stream<Spoilt> all() {
        return Stream.of(
                new Spoilt(
                        "HEALTH-1",
                        "sick",
                        "/healthz answered 500",
                        WELL.answers(answers -> new Answers(
                                answers.good(),
                                Healthy.answer(500, "no"),
                                answers.readyz(),
                                answers.live(),
                                answers.ready()))),
                new Spoilt(
                        "HEALTH-1",
                        "the kubelet's path",
                        "livenessProbe's path answered 404",
                        WELL.answers(answers -> new Answers(
                                answers.good(),
                                answers.healthz(),
                                answers.readyz(),
                                Healthy.answer(404, ""),
                                answers.ready()))),
                new Spoilt("HEALTH-1", "no probe", "the container has no livenessProbe", WELL.probes("readinessProbe")),
                new Spoilt(
                        "HEALTH-2",
                        "no model",
                        "/readyz does not say model_digest",
                        WELL.answers(answers -> new Answers(
                                answers.good(),
                                answers.healthz(),
                                Healthy.answer(
                                        200, "{\"status\":\"ready\",\"model_name\":\"a\",\"model_version\":\"1\"}"),
                                answers.live(),
                                answers.ready()))),
                new Spoilt(
                        "HEALTH-2", "no probe", "the container has no readinessProbe", WELL.probes("livenessProbe")));
    }
}
