package io.inferencegateway.pod;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session of wide runs being opened, on a thread of its own while the pod answers with narrow ones.
final class Widening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Widening.class);

    private final Thread thread;

    /// @param open opens the session, and has it used
    Widening(Runnable open) {
        this.thread = Thread.ofPlatform().name("wide").daemon().unstarted(() -> {
            try {
                open.run();
            } catch (RuntimeException | Error refused) {
                LOG.atWarn()
                        .addKeyValue("error", String.valueOf(refused.getMessage()))
                        .log("No wide session; a prediction that is alone runs narrow, too");
            }
        });
    }

    void start() {
        thread.start();
    }

    /// Waits for its end: the engine must not be closed under it.
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
