package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.operator.status.PodAnswer;
import org.junit.jupiter.api.Test;

class ReadyzTest {
    @Test
    void aReadyPodSaysWhatItHasLoaded() {
        assertEquals(new PodAnswer.Loaded("1.0", "sha256:a"), Readyz.read(200, """
                        {"status": "ready", "model_name": "m", "model_version": "1.0", "model_digest": "sha256:a", "device": "cpu"}
                        """));
    }

    @Test
    void anUnreadyPodSaysWhy() {
        assertEquals(new PodAnswer.NotLoaded(true, "digest differs"), Readyz.read(503, """
                        {"error": "MODEL_NOT_LOADED", "message": "digest differs", "state": "failed"}"""));
        assertEquals(new PodAnswer.NotLoaded(false, "the model is not loaded"), Readyz.read(503, """
                        {"error": "MODEL_NOT_LOADED", "state": "loading"}"""));
    }

    @Test
    void whatIsNoAnswerOfOursIsNoAnswer() {
        assertEquals(new PodAnswer.Silent(), Readyz.read(200, "<html>"));
        assertEquals(new PodAnswer.Silent(), Readyz.read(404, "{}"));
    }

    @Test
    void nobodyAtTheAddressIsNoAnswer() {
        assertEquals(new PodAnswer.Silent(), new Readyz().apply("127.255.255.254"));
    }
}
