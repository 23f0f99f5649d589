package io.inferencegateway.pod.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A server's key pair that may be another one at the next handshake. An alias names the pair that a handshake began
/// with, because its key and its chain are asked for one after the other; the pair before the latest is kept for those.
final class LatestKeys extends X509ExtendedKeyManager {
    private record Known(KeyPair now, KeyPair before) {}

    private final Supplier<@Nullable KeyPair> latest;
    private volatile @Nullable Known known;

    LatestKeys(Supplier<@Nullable KeyPair> latest) {
        this.latest = latest;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(type);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
        return choose(type);
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        String alias = choose(type);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return named(alias)
                .map(pair -> pair.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return named(alias).map(KeyPair::key).orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    /// @param type an algorithm, or with one more behind it as older protocols have it: `EC_RSA`
    private @Nullable String choose(String type) {
        var pair = latest.get();
        if (pair == null || !(type + "_").startsWith(pair.key().getAlgorithm() + "_")) {
            return null;
        }
        var seen = known;
        if (seen == null || !seen.now().equals(pair)) {
            known = new Known(pair, seen == null ? pair : seen.now());
        }
        return alias(pair);
    }

    private Optional<KeyPair> named(String alias) {
        var seen = known;
        if (seen == null) {
            return Optional.empty();
        }
        return alias.equals(alias(seen.now()))
                ? Optional.of(seen.now())
                : Optional.of(seen.before()).filter(pair -> alias.equals(alias(pair)));
    }

    private static String alias(KeyPair pair) {
        return pair.chain().getFirst().getSerialNumber().toString(16) + "-" + pair.hashCode();
    }
}
