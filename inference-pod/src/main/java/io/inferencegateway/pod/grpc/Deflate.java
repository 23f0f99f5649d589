package io.inferencegateway.pod.grpc;

import io.grpc.Codec;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// The message encoding `deflate`, which gRPC's Java library lacks and common clients have.
final class Deflate implements Codec {
    @Override
    public String getMessageEncoding() {
        return "deflate";
    }

    @Override
    public InputStream decompress(InputStream packed) {
        return new InflaterInputStream(packed);
    }

    @Override
    public OutputStream compress(OutputStream plain) {
        return new DeflaterOutputStream(plain);
    }
}
