package io.inferencegateway.pod.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// The client of `.ci/benchmark`, in a process of its own, so that the server's CPU time is the server's. Each
/// line it reads is one command, and answered by a line of JSON, with `error` when it failed; files hold whole
/// requests (HTTP) or messages (gRPC):
///
/// - `http|grpc PORT PID THREADS WARM-UP SECONDS FILE...`: clients that wait for each answer
/// - `rate PORT PID PER-SECOND WARM-UP SECONDS FILE...`: HTTP at a constant rate
/// - `ask PORT FILE TO`: one gRPC call, its answer into a file
public final class LoadClient {
    private static final int UNDER_WAY = 32;

    private LoadClient() {}

    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("{\"ready\": true}");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line.split(" ")));
        }
    }

    /// What fails is told, and the next command can be another server's.
    private static String answer(String[] words) {
        try {
            return words[0].equals("ask")
                    ? ask(Integer.parseInt(words[1]), Path.of(words[2]), Path.of(words[3]))
                    : measure(words);
        } catch (Exception failed) {
            var cause = failed instanceof ExecutionException && failed.getCause() != null ? failed.getCause() : failed;
            return "{\"error\": \"" + cause.toString().replaceAll("[\\p{Cntrl}\"\\\\]", " ") + "\"}";
        }
    }

    private static String measure(String[] words) throws Exception {
        int port = Integer.parseInt(words[1]);
        var server = ProcessTree.of(Long.parseLong(words[2]));
        double load = Double.parseDouble(words[3]);
        double warmUp = Double.parseDouble(words[4]);
        double seconds = Double.parseDouble(words[5]);
        var requests = new ArrayList<byte[]>();
        for (int i = 6; i < words.length; i++) {
            requests.add(Files.readAllBytes(Path.of(words[i])));
        }
        if (words[0].equals("rate")) {
            return new ConstantRate(load, UNDER_WAY, warmUp, seconds, server::cpuMillis)
                    .measure(() -> new HttpCall(port, requests))
                    .json();
        }
        Call.Opening opening =
                words[0].equals("grpc") ? () -> new GrpcCall(port, requests) : () -> new HttpCall(port, requests);
        return new ClosedLoop((int) load, warmUp, seconds, server::cpuMillis)
                .measure(opening)
                .json();
    }

    private static String ask(int port, Path message, Path to) throws Exception {
        try (var call = new GrpcCall(port, List.of(Files.readAllBytes(message)))) {
            byte[] answer = call.answer(0);
            Files.write(to, answer);
            return "{\"bytes\": " + answer.length + "}";
        }
    }
}
