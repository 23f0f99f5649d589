package io.inferencegateway.pod.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// The least that answering over a socket costs: each connection has a thread, which reads a request into memory it
/// keeps, runs the pod's pipeline, or the model alone, and writes the answer. No routing, metrics, traces and logs,
/// no deadline, nothing is refused, and what is read is believed. What lies between the loop without a server and
/// this one, no server can save; what lies between this one and the pod is what the pod's server costs.
final class BareServer {
    private final BenchedModel model;
    private final int cores;
    /// One for each core; a client that is alone has them all.
    private final Semaphore permits;

    private final AtomicInteger clients = new AtomicInteger();

    private BareServer(BenchedModel model, int cores) {
        this.model = model;
        this.cores = cores;
        this.permits = new Semaphore(cores);
    }

    /// A process of its own, for the time that starting one takes at least: one session, and as little else.
    /// Arguments: the model's file, and the port. It ends when its input does.
    public static void main(String[] arguments) throws Exception {
        start(BenchedModel.load(arguments[0], 1), 1, Integer.parseInt(arguments[1]));
        System.in.readAllBytes();
    }

    /// Serves until the process ends.
    static void start(BenchedModel model, int cores, int port) throws IOException {
        var server = new BareServer(model, cores);
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofPlatform().daemon().name("bare").start(() -> {
            while (true) {
                try {
                    var connection = listener.accept();
                    Thread.ofPlatform().daemon().start(() -> server.serve(connection));
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            }
        });
    }

    private void serve(SocketChannel channel) {
        clients.incrementAndGet();
        try (channel;
                var narrow = model.run(false);
                var wide = model.run(true)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var requests = new BareConnection(channel);
            var crowded = new BareAnswer(narrow, model.pipeline(narrow));
            var alone = new BareAnswer(wide, model.pipeline(wide));
            while (requests.next()) {
                boolean wider = clients.get() == 1;
                int share = wider ? cores : 1;
                permits.acquire(share);
                try {
                    (wider ? alone : crowded).to(requests);
                } finally {
                    permits.release(share);
                }
                requests.send();
            }
        } catch (Exception broken) {
            broken.printStackTrace(System.err);
        } finally {
            clients.decrementAndGet();
        }
    }
}
