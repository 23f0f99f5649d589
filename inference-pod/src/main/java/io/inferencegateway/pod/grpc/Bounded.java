package io.inferencegateway.pod.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// Sockets that accept a set number of connections at a time; more wait in the kernel's queue.
final class Bounded extends ServerSocketFactory {
    private final Semaphore free;

    Bounded(int connections) {
        this.free = new Semaphore(connections);
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Accepting();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        throw new UnsupportedOperationException("gRPC binds its socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return createServerSocket(port);
    }

    private final class Accepting extends ServerSocket {
        Accepting() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            free.acquireUninterruptibly();
            var connection = new Counted();
            try {
                implAccept(connection);
                connection.setTcpNoDelay(true);
                return connection;
            } catch (IOException | RuntimeException refused) {
                connection.close();
                throw refused;
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            free.release(); // whoever waits to accept finds the socket closed
        }
    }

    private final class Counted extends Socket {
        private final AtomicBoolean counted = new AtomicBoolean(true);
        private @Nullable InputStream in;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (in == null) {
                in = new LongReads(super.getInputStream());
            }
            return in;
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (counted.getAndSet(false)) {
                free.release();
            }
        }
    }
}
