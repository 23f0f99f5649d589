package io.inferencegateway.operator.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.assess.Evidence.Answers;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each criterion by evidence that is well and by evidence that is spoilt.
class CriteriaTest {
    private static final Healthy WELL = new Healthy();

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(row -> row.criterion().id()).toList();
    }

    @Test
    void aHealthyGatewayMeetsAllTwentyNine() {
        var assessment = Assessment.of(WELL.evidence());

        assertEquals(
                List.of(), ids(assessment.failed()), () -> assessment.failed().toString());
        assertEquals(List.of(), ids(assessment.notChecked()));
        assertEquals("29/29", assessment.score());
    }

    @ParameterizedTest
    @MethodSource("io.inferencegateway.operator.assess.Spoilt#all")
    void whatIsSpoiltFailsThatCriterionAlone(Spoilt spoilt) {
        var assessment = Assessment.of(spoilt.evidence().evidence());

        assertEquals(List.of(spoilt.id()), ids(assessment.failed()), () -> assessment
                .failed()
                .toString());
        var words = assessment.failed().getFirst().result().words();
        assertTrue(words.contains(spoilt.words()), words);
    }

    @Test
    void everyCriterionIsSpoiltByARowAndHasAnIdOfItsGroup() {
        var ids = Criteria.ALL.stream().map(Criterion::id).toList();

        assertEquals(29, ids.size());
        assertEquals(new TreeSet<>(ids), Spoilt.all().map(Spoilt::id).collect(Collectors.toCollection(TreeSet::new)));
        for (var group : Group.values()) {
            var own = Criteria.ALL.stream()
                    .filter(criterion -> criterion.group() == group)
                    .map(Criterion::id)
                    .toList();
            assertEquals(
                    IntStream.rangeClosed(1, own.size())
                            .mapToObj(number -> group + "-" + number)
                            .toList(),
                    own);
        }
    }

    @Test
    void aCollectorOnTheNodeIsAnAggregationToo() {
        var silent = WELL.scrape(text -> Spoilt.dropped(text, "otel_sdk_exporter_log"));

        assertEquals(
                "29/29",
                Assessment.of(silent.collectors(Seen.of(List.of("logs/alloy-x")))
                                .evidence())
                        .score());
        assertEquals(
                List.of("LOGGING-7"),
                ids(Assessment.of(silent.collectors(Seen.not("may not look")).evidence())
                        .notChecked()));
    }

    @Test
    void whatIsNotSeenIsNotCheckedWithTheReason() {
        var assessment = Assessment.of(Healthy.atUrl().evidence());

        assertEquals(List.of(), ids(assessment.failed()));
        assertEquals(
                List.of(
                        "LOGGING-1",
                        "LOGGING-2",
                        "LOGGING-3",
                        "LOGGING-4",
                        "LOGGING-5",
                        "LOGGING-6",
                        "LOGGING-8",
                        "SLO-1",
                        "SLO-2",
                        "SLO-3",
                        "SLO-4"),
                ids(assessment.notChecked()));
        assertEquals("no log", assessment.notChecked().getFirst().result().words());
    }

    @Test
    void rulesThatNobodyEvaluatesFailEveryObjectiveWithTheReason() {
        var assessment = Assessment.of(WELL.unheeded("no label").evidence());

        assertEquals(List.of("SLO-1", "SLO-2", "SLO-3", "SLO-4"), ids(assessment.failed()));
        assertEquals(
                "nobody evaluates the rules of Prometheus: no label",
                assessment.failed().getFirst().result().words());
    }

    @Test
    void withoutAScrapeNothingThatNeedsOneIsJudged() {
        var assessment = Assessment.of(WELL.unscraped().evidence());

        assertEquals(List.of("METRICS-1"), ids(assessment.failed()));
        assertEquals(
                List.of(
                        "METRICS-2",
                        "METRICS-3",
                        "METRICS-4",
                        "METRICS-5",
                        "METRICS-6",
                        "METRICS-7",
                        "METRICS-8",
                        "LOGGING-7",
                        "TRACING-1",
                        "TRACING-7"),
                ids(assessment.notChecked()));
    }

    @Test
    void aPodThatIsNotReadyIsNotJudgedByItsPredictions() {
        var assessment = Assessment.of(WELL.answers(answers -> new Answers(
                        Seen.not("the pod is not ready"),
                        answers.healthz(),
                        Healthy.answer(503, "{\"state\":\"loading\",\"message\":\"soon\"}"),
                        answers.live(),
                        answers.ready()))
                .evidence());

        assertEquals(List.of(), ids(assessment.failed()));
        assertEquals(List.of("METRICS-2", "METRICS-4", "LOGGING-6", "HEALTH-2"), ids(assessment.notChecked()));
    }
}
