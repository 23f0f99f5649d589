package io.inferencegateway.pod.http;

/// Something with a thread of its own that ends with the server.
interface Watcher extends AutoCloseable {
    @Override
    void close();
}
