package io.inferencegateway.pod.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Where an origin puts what it brings.
interface Sink {
    /// Takes all bytes of a part. The stream is not closed.
    ///
    /// @param length of the stream, when the source says it
    /// @throws DownloadException when there are too many, or they cannot be stored
    /// @throws IOException when the stream fails
    void take(Part part, InputStream bytes, OptionalLong length) throws DownloadException, IOException;

    /// Something has happened that is no byte of a part: the source is alive.
    void alive();
}
