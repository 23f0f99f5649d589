package io.inferencegateway.pod.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// From what a library throws or a server answers to what is told.
final class Diagnosis {
    private Diagnosis() {}

    /// @param what was asked for
    static DownloadException ofStatus(int status, String what) {
        if (status == 401 || status == 403) {
            return new DownloadException(
                    Trouble.DENIED,
                    "%s is refused with %d; check spec.model.credentials and what it may read".formatted(what, status));
        }
        if (status == 404 || status == 410) {
            return new DownloadException(
                    Trouble.NOT_FOUND, "%s is not there (%d); check spec.model.storageUri".formatted(what, status));
        }
        boolean passes = status == 408 || status == 429 || status >= 500;
        return new DownloadException(
                passes ? Trouble.SERVER_ERROR : Trouble.UNUSABLE, "%s is answered with %d".formatted(what, status));
    }

    static DownloadException of(Throwable failed) {
        return find(failed, DownloadException.class)
                .or(() -> find(failed, CertificateException.class)
                        .map(distrust -> new DownloadException(
                                Trouble.UNTRUSTED,
                                "its certificate is not trusted (%s); name its authority in spec.model.ca (MODEL_CA_FILE)"
                                        .formatted(distrust.getMessage()),
                                failed)))
                .or(() -> unreachable(failed))
                .or(() -> find(failed, SSLException.class)
                        .map(broken -> new DownloadException(
                                Trouble.UNREACHABLE, "no TLS with it: " + broken.getMessage(), failed)))
                .or(() -> find(failed, IOException.class)
                        .map(cut -> new DownloadException(
                                Trouble.CUT, "the connection ended in the middle: " + words(cut), failed)))
                .orElseGet(() -> new DownloadException(Trouble.UNUSABLE, words(failed), failed));
    }

    /// Whether a library was interrupted while it waited.
    static boolean isInterruption(Throwable failed) {
        return find(failed, InterruptedException.class).isPresent()
                || find(failed, ClosedByInterruptException.class).isPresent();
    }

    private static Optional<DownloadException> unreachable(Throwable failed) {
        return find(failed, UnknownHostException.class)
                .map(unknown -> "its host name is not known")
                .or(() -> find(failed, UnresolvedAddressException.class).map(unknown -> "its host name is not known"))
                .or(() -> find(failed, NoRouteToHostException.class).map(none -> "there is no route to it"))
                .or(() -> find(failed, ConnectException.class).map(refused -> "it takes no connection"))
                .or(() -> find(failed, HttpTimeoutException.class).map(late -> "it does not answer in time"))
                .or(() -> find(failed, SocketTimeoutException.class).map(late -> "it does not answer in time"))
                .map(words -> new DownloadException(Trouble.UNREACHABLE, words, failed));
    }

    private static String words(Throwable failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failed, Class<T> type) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
