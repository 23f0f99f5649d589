package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Seen;
import io.inferencegateway.operator.assess.Sent;
import io.inferencegateway.operator.assess.Sent.Request;
import io.inferencegateway.operator.cli.local.PictureForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The requests of one assessment, each with ids of its own: two predictions, one bad request, one unknown path. None
/// of them costs error budget.
final class Requests {
    private static final String PICTURE = "/samples/chelsea.jpg";
    private static final String SAMPLED = "01";
    private static final String NOT_SAMPLED = "00";

    private final SecureRandom random = new SecureRandom();
    // Look like what must stay out of a log, and belong to nobody.
    private final String session = "session-" + hex(12);
    private final String token = "token-" + hex(12);
    private final String person = "person-" + hex(8) + "@example.com";
    private final Sent sent;

    /// @param apiKey the predictions are sent with, which must not be logged either
    Requests(Optional<String> apiKey) {
        var secrets = new ArrayList<>(List.of(session, token, person));
        apiKey.ifPresent(secrets::add);
        sent = new Sent(request(), request(), request(), "igw-assess-" + hex(8), secrets);
    }

    Sent sent() {
        return sent;
    }

    /// Sends them all.
    ///
    /// @return the answer of the prediction that its caller has sampled
    Seen<Answer> send(PodDoor door) {
        door.get("/" + sent.unknownPath());
        var nothing = PictureForm.of("nothing.jpg", "image/jpeg", ("email=" + person).getBytes(StandardCharsets.UTF_8));
        door.predict(sent.bad(), SAMPLED, query(), cookie(), nothing.contentType(), nothing.body());
        var picture = PictureForm.of("chelsea.jpg", "image/jpeg", picture());
        var answer = door.predict(sent.good(), SAMPLED, query(), cookie(), picture.contentType(), picture.body());
        door.predict(sent.unsampled(), NOT_SAMPLED, query(), cookie(), picture.contentType(), picture.body());
        return answer;
    }

    private String query() {
        return "?token=" + token;
    }

    private String cookie() {
        return "session=" + session;
    }

    private Request request() {
        return new Request("igw-assess-" + hex(8), hex(16), hex(8));
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private static byte[] picture() {
        try (var in = Objects.requireNonNull(Requests.class.getResourceAsStream(PICTURE), PICTURE)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
