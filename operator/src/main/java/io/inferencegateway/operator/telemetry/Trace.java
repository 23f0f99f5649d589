package io.inferencegateway.operator.telemetry;

import java.util.Map;
import java.util.function.Supplier;

/// One piece of the operator's work as a trace, on one thread. It begins with its first step: work that calls nobody
/// leaves no trace, and costs nothing.
public interface Trace extends AutoCloseable {
    /// Of an operator that is not asked to trace.
    Trace NONE = new Trace() {
        @Override
        public Step step(String name, Map<String, String> attributes) {
            return Step.NONE;
        }

        @Override
        public void attribute(String name, String value) {}

        @Override
        public void fail(Exception cause) {}

        @Override
        public void close() {}
    };

    /// Begins a call to somebody else, inside this trace.
    Step step(String name, Map<String, String> attributes);

    /// Says something about the whole; it is kept until there is a first step.
    void attribute(String name, String value);

    /// The whole has failed; that alone makes a trace.
    void fail(Exception cause);

    /// Ends the trace, if there is one.
    @Override
    void close();

    /// Runs a body as a step, which fails when the body throws.
    default <T> T in(String name, Map<String, String> attributes, Supplier<T> body) {
        try (var step = step(name, attributes)) {
            try {
                return body.get();
            } catch (RuntimeException failed) {
                step.fail(failed);
                throw failed;
            }
        }
    }

    /// One call inside a trace; log lines written until it is closed bear its id.
    interface Step extends AutoCloseable {
        Step NONE = new Step() {
            @Override
            public void attribute(String name, String value) {}

            @Override
            public void fail(Exception cause) {}

            @Override
            public void close() {}
        };

        void attribute(String name, String value);

        void fail(Exception cause);

        @Override
        void close();
    }
}
