package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Criteria;
import io.inferencegateway.operator.assess.Result;
import io.inferencegateway.operator.cli.assess.StatusDoor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `igw assess --write-status` writes, as the operator tells it.
class LoopAssessmentTest {
    private Loop loop;

    @BeforeEach
    void serve() throws IOException {
        loop = new Loop();
        loop.serve("");
        assess("LOGGING-7");
    }

    private void assess(String failing) throws IOException {
        var rows = Criteria.ALL.stream()
                .map(criterion -> new Assessment.Row(
                        criterion,
                        criterion.id().equals(failing)
                                ? new Result.NotMet("no log lines leave")
                                : new Result.Met("seen")))
                .toList();
        StatusDoor.write(loop.client(), loop.at(InferenceGateway.class).get(), new Assessment(rows));
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void anAssessmentBecomesAConditionAndStays() throws Exception {
        loop.awaitState("observability assessed");
        loop.awaitSilence();

        assertEquals(List.of(), loop.writesAfterATouch());
        assertEquals("28/29", loop.status().observability().score());
        assertEquals(
                "LOGGING-7", loop.status().observability().failed().getFirst().id());
    }

    @Test
    void aChangedSpecMakesTheAssessmentOld() {
        loop.awaitCondition(ConditionType.OBSERVABILITY_READY, "False", "CriteriaNotMet");
        loop.change("replicas: 3");

        loop.awaitState("observability assessment outdated");
        assertEquals("28/29", loop.status().observability().score());
    }

    @Test
    void aLaterAssessmentReplacesAllOfTheEarlierOne() throws Exception {
        loop.awaitCondition(ConditionType.OBSERVABILITY_READY, "False", "CriteriaNotMet");
        loop.awaitSilence();
        assess("none");

        loop.awaitCondition(ConditionType.OBSERVABILITY_READY, "True", "CriteriaMet");
        assertEquals(List.of(), loop.status().observability().failed());
    }
}
