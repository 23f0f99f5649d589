package io.inferencegateway.pod.bench;

import com.sun.management.OperatingSystemMXBean;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Width;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The side of `.ci/benchmark` that has no server: a model's run alone, and the pod's pipeline (decode, resize,
/// run, best five), in one process. Arguments: the model's file, then pictures. Each line it reads is one
/// measurement, and answered by a line of JSON:
///
/// - `run|pipeline narrow|wide THREADS WARM-UP SECONDS`
/// - `answers FOLDER`: the best five of each picture; the tensors in and out of the model become files of the folder
/// - `serve PORT`: from now on there is a [BareServer], too, and a [BareHelidon] and a [BareGrpc] on the next ports
public final class InProcess {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final BenchedModel model;
    private final List<byte[]> pictures = new ArrayList<>();

    private InProcess(BenchedModel model) {
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int cores = Runtime.getRuntime().availableProcessors();
        var side = new InProcess(BenchedModel.load(arguments[0], cores));
        for (int i = 1; i < arguments.length; i++) {
            side.pictures.add(Files.readAllBytes(Path.of(arguments[i])));
        }
        out.println("{\"ready\": true, \"cores\": " + cores + "}");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            out.println(
                    switch (words[0]) {
                        case "answers" -> side.answers(Path.of(words[1]));
                        case "serve" -> side.serve(cores, Integer.parseInt(words[1]));
                        default -> side.measure(words);
                    });
        }
        // Servers would go on.
        System.exit(0);
    }

    private String serve(int cores, int port) throws Exception {
        BareServer.start(model, cores, port);
        var runs = new BareRuns(model, cores);
        BareHelidon.start(runs, port + 1);
        BareGrpc.start(runs, port + 2);
        return "{}";
    }

    private String measure(String[] words) throws Exception {
        boolean wide = words[1].equals("wide");
        var loop = new ClosedLoop(
                Integer.parseInt(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                () -> SYSTEM.getProcessCpuTime() / 1e6);
        return loop.measure(words[0].equals("run") ? () -> run(wide) : () -> pipeline(wide))
                .json();
    }

    private Call run(boolean wide) throws Exception {
        var run = model.run(wide);
        var width = wide ? Width.WIDE : Width.NARROW;
        // Of a real picture: zeros may take another time.
        model.pipeline(run).predict(Picture.of(pictures.getFirst()), Steps.UNSEEN);
        return new Call() {
            @Override
            public void make(int turn) {
                run.run(width);
            }

            @Override
            public void close() {
                run.close();
            }
        };
    }

    private Call pipeline(boolean wide) throws Exception {
        var run = model.run(wide);
        var pipeline = model.pipeline(run);
        return new Call() {
            @Override
            public void make(int turn) {
                pipeline.predict(Picture.of(pictures.get(turn % pictures.size())), Steps.UNSEEN);
            }

            @Override
            public void close() {
                run.close();
            }
        };
    }

    private String answers(Path folder) throws Exception {
        var answers = new ArrayList<String>();
        try (var run = model.run(false)) {
            var pipeline = model.pipeline(run);
            for (int i = 0; i < pictures.size(); i++) {
                var best = pipeline.predict(Picture.of(pictures.get(i)), Steps.UNSEEN).classes().stream()
                        .map(each -> String.format(Locale.ROOT, "[%d, %.6f]", each.id(), each.confidence()))
                        .toList();
                answers.add(best.toString());
                Files.write(folder.resolve("in-" + i), bytes(run.input()));
                Files.write(folder.resolve("out-" + i), bytes(run.output()));
            }
        }
        return "{\"answers\": " + answers + "}";
    }

    private static byte[] bytes(FloatBuffer values) {
        var bytes = ByteBuffer.allocate(values.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values.duplicate());
        return bytes.array();
    }
}
