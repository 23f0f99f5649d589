package io.inferencegateway.pod.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The keys a prediction may come with. Only their digests are kept, so a heap dump shows no key.
final class ApiKeys {
    /// 16 random characters of an alphabet of 64 are 96 bits; a shorter key invites guessing.
    static final int SHORTEST = 16;

    /// What a Bearer token may hold (RFC 6750, section 2.1).
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final List<byte[]> digests;

    private ApiKeys(List<byte[]> digests) {
        this.digests = digests;
    }

    /// Reads the file's text: one key a line; blank lines and lines that start with # are passed over.
    ///
    /// @throws IllegalArgumentException naming the line, never what is on it
    static ApiKeys read(byte[] file) {
        var digests = new ArrayList<byte[]>();
        int number = 0;
        for (var line : text(file).lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "line %d: the key is shorter than %d characters".formatted(number, SHORTEST));
            }
            if (!TOKEN.matcher(line).matches()) {
                throw new IllegalArgumentException(
                        "line %d: a key may hold letters, digits and . _ ~ + / - only, and = at its end"
                                .formatted(number));
            }
            digests.add(digest(line));
        }
        if (digests.isEmpty()) {
            throw new IllegalArgumentException("there is no key in the file");
        }
        return new ApiKeys(digests);
    }

    /// Whether a key is one of these. Every key is compared, each in constant time: how long it takes tells nothing.
    boolean has(String key) {
        byte[] wanted = digest(key);
        boolean found = false;
        for (var digest : digests) {
            found |= MessageDigest.isEqual(digest, wanted);
        }
        return found;
    }

    private static String text(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("the file is not text", notText);
        }
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }
}
