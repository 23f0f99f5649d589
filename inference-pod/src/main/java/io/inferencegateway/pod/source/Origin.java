package io.inferencegateway.pod.source;

import java.io.IOException;

/// The door to one kind of source; one implementation for each library.
interface Origin extends AutoCloseable {
    /// Brings the model and what lies beside it: every part once at most, the model always.
    ///
    /// @throws DownloadException when the source says why not
    /// @throws IOException when the connection fails
    void deliver(Sink sink) throws DownloadException, IOException, InterruptedException;

    @Override
    void close();
}
