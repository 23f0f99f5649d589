package io.inferencegateway.pod.bench;

/// What one thread of a benchmark does again and again: a run, a prediction, a request.
interface Call extends AutoCloseable {
    /// Does it once; an answer that is not good is thrown.
    ///
    /// @param turn which of this thread's calls it is, from 0: pictures take turns by it
    void make(int turn) throws Exception;

    @Override
    default void close() {}

    /// Opens a call of its own for each thread, on that thread.
    interface Opening {
        Call open() throws Exception;
    }
}
