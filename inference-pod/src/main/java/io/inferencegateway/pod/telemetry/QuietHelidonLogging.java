package io.inferencegateway.pod.telemetry;

import io.helidon.logging.common.spi.LoggingProvider;

/// Tells Helidon that logging is looked after; without one it prints a plain line that is no JSON.
public final class QuietHelidonLogging implements LoggingProvider {
    @Override
    public void initialization() {
        // Logback configures itself.
    }

    @Override
    public void runTime() {
        // Nothing to do again at run time.
    }
}
