package io.inferencegateway.operator.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Asks before the pod does whether a port can be had: its own complaint would come late and in a log.
public final class FreePort {
    private FreePort() {}

    /// Checks a port.
    ///
    /// @param option the option that chooses another one
    /// @throws IOException with a sentence when somebody listens there
    public static void check(int port, String option) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new IOException(
                    "port %d is already taken; stop what listens there, or choose another port with %s"
                            .formatted(port, option),
                    taken);
        }
    }
}
