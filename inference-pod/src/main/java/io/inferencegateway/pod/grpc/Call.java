package io.inferencegateway.pod.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Optional;

/// What is known of a call beside its message.
///
/// @param headers the client's
/// @param answer headers of the answer; sent with its first message, or with its end
record Call(Metadata headers, Metadata answer) {
    static final Context.Key<Call> OF_THIS = Context.key("call");

    static Call current() {
        var call = OF_THIS.get();
        if (call == null) {
            throw new IllegalStateException("no interceptor before this call");
        }
        return call;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(key(name)));
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
