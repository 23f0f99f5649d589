package io.inferencegateway.pod.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Serves connections on threads of the operating system, as long as there are few.
///
/// When bytes come for Helidon's virtual thread the kernel wakes a poller, which wakes a carrier, which goes on with
/// the thread: two wake-ups instead of one, for every piece of a request. And a prediction that is alone can be made on
/// a thread of the operating system itself (`Workers`), not on a virtual one, whose carrier would be gone for
/// milliseconds.
final class ConnectionThreads {
    /// Some 150 KiB each, stack and read buffer; what comes beyond stays on virtual threads.
    private static final int MOST = 64;

    private final AtomicInteger serving = new AtomicInteger();

    /// A connection that is served on a thread of its own, if one is free when it begins.
    ///
    /// @param begin called on the thread that will serve it
    ServerConnection serve(ServerConnection connection, Runnable begin) {
        return new Served(connection, begin);
    }

    private final class Served implements ServerConnection, InterruptableTask<Void> {
        private final ServerConnection connection;
        private final Runnable begin;

        Served(ServerConnection connection, Runnable begin) {
            this.connection = connection;
            this.begin = begin;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                if (serving.incrementAndGet() <= MOST) {
                    onItsOwn(new FutureTask<>(() -> here(limit)));
                } else {
                    here(limit);
                }
            } finally {
                serving.decrementAndGet();
            }
        }

        private @Nullable Void here(Limit limit) throws InterruptedException {
            begin.run();
            connection.handle(limit);
            return null;
        }

        /// Who interrupts the virtual thread, which only waits, means the connection.
        private static void onItsOwn(FutureTask<@Nullable Void> serve) throws InterruptedException {
            var thread = Thread.ofPlatform().name("connection").daemon().start(serve);
            while (true) {
                try {
                    serve.get();
                    return;
                } catch (InterruptedException ending) {
                    thread.interrupt();
                } catch (ExecutionException ended) {
                    switch (ended.getCause()) {
                        case RuntimeException usual -> throw usual;
                        case InterruptedException stopped -> throw stopped;
                        case Error fatal -> throw fatal;
                        case null, default -> throw new IllegalStateException(ended);
                    }
                }
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }

        /// Never called: the server runs a connection by `handle`.
        @Override
        public Void call() {
            throw new UnsupportedOperationException();
        }
    }
}
