package io.inferencegateway.pod.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 as models' digests are written.
final class Sha256 {
    static final String PREFIX = "sha256:";

    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static String text(MessageDigest finished) {
        return PREFIX + HexFormat.of().formatHex(finished.digest());
    }

    static String of(String text) {
        var hash = start();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        return text(hash);
    }

    /// The digits alone.
    static String digits(String digest) {
        return digest.substring(PREFIX.length());
    }
}
