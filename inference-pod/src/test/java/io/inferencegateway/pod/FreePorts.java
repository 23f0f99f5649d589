package io.inferencegateway.pod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of this machine that nobody listens on, none of those that the kernel gives to connections: other tests open
/// hundreds, and one of them could have the port before the process that is to listen on it.
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int END = 30_000;

    private FreePorts() {}

    public static int one() {
        return of(1).getFirst();
    }

    /// Different ones: each is held until all are chosen.
    public static List<Integer> of(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            while (sockets.size() < count) {
                sockets.add(listening());
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(FreePorts::close);
        }
    }

    private static ServerSocket listening() {
        while (true) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (BindException taken) {
                // Most others are free.
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        }
    }
}
