package io.inferencegateway.pod.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate chain and its private key, checked to belong together.
///
/// @param chain the server's own certificate first
record KeyPair(PrivateKey key, List<X509Certificate> chain) {
    KeyPair {
        chain = List.copyOf(chain);
    }

    /// Reads two PEM files.
    ///
    /// @throws IllegalArgumentException saying what is wrong, with nothing of the files in it
    static KeyPair read(byte[] certificates, byte[] key) {
        var chain = chain(certificates);
        var pair = new KeyPair(key(key), chain);
        if (!pair.belongsTogether()) {
            throw new IllegalArgumentException("the private key is not that of the first certificate");
        }
        return pair;
    }

    Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    Tls tls() {
        return Tls.builder().privateKey(key).privateKeyCertChain(chain).build();
    }

    private static List<X509Certificate> chain(byte[] pem) {
        List<X509Certificate> chain;
        try {
            chain = Keys.builder()
                    .pem(files -> files.certChain(Resource.create("certificate", pem)))
                    .build()
                    .certChain();
        } catch (RuntimeException notPem) {
            throw new IllegalArgumentException("the certificate file holds no PEM certificate", notPem);
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("the certificate file holds no PEM certificate");
        }
        return chain;
    }

    private static PrivateKey key(byte[] pem) {
        try {
            return Keys.builder()
                    .pem(files -> files.key(Resource.create("key", pem)))
                    .build()
                    .privateKey()
                    .orElseThrow();
        } catch (RuntimeException notPem) {
            throw new IllegalArgumentException(
                    "the key file holds no key that can be read; convert it: openssl pkcs8 -topk8 -nocrypt", notPem);
        }
    }

    private boolean belongsTogether() {
        try {
            var algorithm = algorithm(chain.getFirst().getPublicKey());
            byte[] text = {1, 2, 3};
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            byte[] signed = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(chain.getFirst().getPublicKey());
            verifier.update(text);
            return verifier.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case String other -> other;
        };
    }
}
