package io.inferencegateway.pod.bench;

import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// What [BareServer] answers: to `/predict` the best five of the file in a form, to anything else the tensor that the
/// model makes of a binary tensor.
record BareAnswer(PinnedRun run, Pipeline pipeline) {
    /// Writes it where the connection sends it from.
    void to(BareConnection requests) {
        if (requests.isTo("/predict")) {
            byte[] text = classes(requests.body());
            requests.answer(text.length).put(text);
        } else {
            int json = requests.number("\ninference-header-content-length:");
            var tensor = requests.body().duplicate().order(ByteOrder.LITTLE_ENDIAN);
            tensor.position(tensor.position() + json);
            run.input().put(0, tensor.asFloatBuffer(), 0, run.input().limit());
            var values = run.run(Width.NARROW);
            var room = requests.answer(values.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            room.asFloatBuffer().put(0, values, 0, values.limit());
            room.position(room.position() + values.limit() * Float.BYTES);
        }
    }

    private byte[] classes(ByteBuffer form) {
        byte[] bytes = new byte[form.remaining()];
        form.get(bytes);
        int line = after(bytes, "\r\n");
        int begin = after(bytes, "\r\n\r\n");
        // The closing line is the first one, with a line's end before it and two hyphens more.
        var picture = new Picture(bytes, begin, bytes.length - begin - line - 4);
        return pipeline.predict(picture, Steps.UNSEEN).classes().stream()
                .map(each -> "{\"class_id\":" + each.id() + ",\"confidence\":" + each.confidence() + "}")
                .collect(Collectors.joining(",", "{\"predictions\":[", "]}"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int after(byte[] bytes, String what) {
        return new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1).indexOf(what)
                + what.length();
    }
}
