package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.util.Locale;
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
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        String media = media(type);
        if (PICTURES.contains(media)) {
            byte[] body = Body.unpacked(request, maxBytes);
            return checked(new Upload(Optional.empty(), Picture.of(body)));
        }
        if (!media.equals(FORM)) {
            throw new ProblemException(new Problem.Unsupported(
                    "Content type %s is not supported; send multipart/form-data with a field '%s', or an image/jpeg or image/png body"
                            .formatted(type.isEmpty() ? "(none)" : type, Endpoints.FILE_FIELD)));
        }
        String boundary = HeaderParameters.find(type, "boundary")
                .orElseThrow(() -> invalid("The content type names no multipart boundary"));
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

    /// The type without its parameters.
    private static String media(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static ProblemException invalid(String why) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", why));
    }
}
