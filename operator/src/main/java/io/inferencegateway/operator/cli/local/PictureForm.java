package io.inferencegateway.operator.cli.local;

import io.inferencegateway.contract.wire.Endpoints;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The body of a `/predict` request as a browser sends it: a form with one file.
///
/// @param contentType header of the request
public record PictureForm(String contentType, byte[] body) {
    private static final String BOUNDARY = "igw-picture-boundary";

    /// @param fileName as the client calls it
    /// @param type content type of the file
    public static PictureForm of(String fileName, String type, byte[] picture) {
        var body = new ByteArrayOutputStream();
        String head = """
                --%s
                Content-Disposition: form-data; name="%s"; filename="%s"
                Content-Type: %s

                """.formatted(BOUNDARY, Endpoints.FILE_FIELD, fileName.replaceAll("[\"\\r\\n]", "_"), type);
        body.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return new PictureForm("multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }
}
