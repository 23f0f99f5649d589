package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.ServerRequest;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.util.Optional;
import java.util.Set;

/// The picture of a `/predict` request: the field `file` of a form, or the body itself.
///
/// @param filename as the client named it; not to be trusted
/// @param picture where it lies in the body
record Upload(Optional<String> filename, Picture picture) {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/jpg", "image/png");
    private static final String FORM = "multipart/form-data";

    /// Reads the request's body, but never more than the limit.
    ///
    /// @throws ProblemException when it is too large, of another type, or has no picture
    static Upload of(ServerRequest request, int maxBytes) {
        var type = contentType(request);
        if (type.isPresent() && PICTURES.contains(type.get().mediaType().text())) {
            byte[] body = Body.unpacked(request, maxBytes);
            return checked(new Upload(Optional.empty(), Picture.of(body)));
        }
        if (type.isEmpty() || !type.get().mediaType().text().equals(FORM)) {
            throw new ProblemException(new Problem.Unsupported(
                    "Content type %s is not supported; send multipart/form-data with a field '%s', or an image/jpeg or image/png body"
                            .formatted(type.map(HttpMediaType::text).orElse("(none)"), Endpoints.FILE_FIELD)));
        }
        String boundary = type.get().parameters().getOrDefault("boundary", "");
        if (boundary.isEmpty()) {
            throw invalid("The content type names no multipart boundary");
        }
        byte[] body = Body.unpacked(request, maxBytes);
        var part = Multipart.find(body, boundary, Endpoints.FILE_FIELD)
                .orElseThrow(() -> invalid("The form has no field '%s'".formatted(Endpoints.FILE_FIELD)));
        return checked(new Upload(part.filename(), new Picture(body, part.offset(), part.length())));
    }

    private static Upload checked(Upload upload) {
        if (upload.picture().length() == 0) {
            throw invalid("The file is empty");
        }
        return upload;
    }

    private static Optional<HttpMediaType> contentType(ServerRequest request) {
        try {
            return request.headers().contentType();
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(new Problem.Unsupported("Content type "
                    + request.headers().first(HeaderNames.CONTENT_TYPE).orElse("") + " is malformed"));
        }
    }

    private static ProblemException invalid(String why) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", why));
    }
}
