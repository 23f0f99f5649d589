package io.inferencegateway.pod.http;

import io.helidon.common.tls.Tls;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.telemetry.EdgeMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS of the API port. A rotated key pair is used by the next handshake; open connections go on with the one they
/// began with.
final class ServerTls implements Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final AtomicReference<@Nullable Tls> serving = new AtomicReference<>();
    private final AtomicReference<@Nullable KeyPair> latest = new AtomicReference<>();
    private final EdgeMetrics metrics;
    private final MountedFiles<KeyPair> watched;

    /// @throws io.inferencegateway.contract.wire.InvalidSettings when the pair cannot be used
    ServerTls(PodSettings.KeyPairFiles files, Duration every, EdgeMetrics metrics) {
        this.metrics = metrics;
        watched = new MountedFiles<>(
                "TLS_CERT_FILE",
                List.of(Path.of(files.certificate()), Path.of(files.key())),
                every,
                contents -> KeyPair.read(contents.getFirst(), contents.getLast()),
                this::use,
                metrics);
    }

    Tls tls() {
        var tls = serving.get();
        if (tls == null) {
            throw new IllegalStateException("the first key pair was used before the constructor ended");
        }
        return tls;
    }

    /// The same key pair for a server that is not Helidon's; a handshake gets the one of its time.
    KeyManager keyManager() {
        return new LatestKeys(latest::get);
    }

    private void use(KeyPair pair) {
        latest.set(pair);
        var first = serving.get();
        if (first == null) {
            serving.set(pair.tls());
        } else {
            first.reload(pair.tls());
        }
        metrics.certificateEnds(pair.notAfter());
        LOG.atInfo()
                .addKeyValue("not_after", pair.notAfter())
                .addKeyValue("serial", pair.chain().getFirst().getSerialNumber().toString(16))
                .log("TLS certificate in use");
    }

    @Override
    public void close() {
        watched.close();
    }
}
