package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.operator.assess.LogLines.Line;
import io.inferencegateway.operator.assess.Result.Met;
import io.inferencegateway.operator.assess.Result.NotChecked;
import io.inferencegateway.operator.assess.Result.NotMet;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checks of the log.
final class LogChecks {
    private static final String INVALID = "Invalid input";
    private static final Set<String> LEVELS = Set.of("debug", "info", "warning", "error", "critical");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)\\b(password|passwd|secret|api[_-]?key)\"?\\s*[=:]\\s*\"?[^\\s\",}]|\\bbearer\\s+[a-z0-9._~+/-]{8}|\\bAKIA[0-9A-Z]{16}\\b|-----BEGIN");

    private LogChecks() {}

    // Without a line there is nothing to judge; that there should be one is LOGGING-6.
    private static Result lines(Evidence evidence, Function<List<Line>, Result> check) {
        return evidence.log()
                .judged(log -> log.lines().isEmpty()
                        ? new NotChecked("the pod has written nothing since our first request")
                        : check.apply(log.lines()));
    }

    private static Result jsonLines(Evidence evidence, Predicate<Line> amiss, String what, String seen) {
        return lines(evidence, lines -> {
            var objects = lines.stream().filter(Line::isJson).toList();
            return objects.isEmpty()
                    ? new NotChecked("no line is JSON")
                    : objects.stream()
                            .filter(amiss)
                            .findFirst()
                            .<Result>map(line -> new NotMet(what + shown(line.text())))
                            .orElseGet(() -> new Met(seen.formatted(objects.size())));
        });
    }

    private static Result ofPrediction(Evidence evidence, Function<List<Line>, Result> check) {
        return evidence.log().judged(log -> {
            var lines = log.of(evidence.sent().good());
            return lines.isEmpty() ? new NotChecked("the log has no line of our prediction") : check.apply(lines);
        });
    }

    static Result json(Evidence evidence) {
        return lines(evidence, lines -> lines.stream()
                .filter(line -> !line.isJson())
                .findFirst()
                .<Result>map(line -> new NotMet("a line is no JSON object: " + shown(line.text())))
                .orElseGet(() -> new Met(lines.size() + " lines, all JSON objects")));
    }

    static Result schema(Evidence evidence) {
        return jsonLines(
                evidence,
                line -> !isTime(line.field("timestamp"))
                        || Stream.of("level", "event", "logger")
                                .anyMatch(name -> line.field(name).isEmpty()),
                "a line lacks timestamp, level, event or logger: ",
                "%d lines with all four");
    }

    static Result traceContext(Evidence evidence) {
        return ofPrediction(evidence, lines -> lines.stream()
                .filter(line -> line.field("event").equals(LogLines.COMPLETED))
                .findFirst()
                .<Result>map(line -> line.field("trace_id").matches("[0-9a-f]{32}")
                                && line.field("span_id").matches("[0-9a-f]{16}")
                        ? new Met("trace %s, span %s".formatted(line.field("trace_id"), line.field("span_id")))
                        : TracingChecks.untraced(evidence)
                                .orElse(new NotMet("%s has no trace_id and span_id: %s"
                                        .formatted(LogLines.COMPLETED, shown(line.text())))))
                .orElseGet(() -> new NotChecked("the log has no %s of our prediction".formatted(LogLines.COMPLETED))));
    }

    static Result serviceMetadata(Evidence evidence) {
        var name = evidence.gateway().optional().map(gateway -> gateway.getMetadata()
                .getName());
        return jsonLines(
                evidence,
                line -> Stream.of("service", "version", "environment")
                                .anyMatch(field -> line.field(field).isEmpty())
                        || name.filter(known -> !known.equals(line.field("service")))
                                .isPresent(),
                "a line lacks version or environment, or service is not " + name.orElse("there") + ": ",
                "%d lines with all three");
    }

    static Result correlation(Evidence evidence) {
        String id = evidence.sent().good().requestId();
        return ofPrediction(evidence, lines -> {
            var amiss = new ArrayList<String>();
            evidence.answers()
                    .good()
                    .optional()
                    .filter(answer -> !answer.requestId().equals(id))
                    .map(answer -> "the answer's X-Request-ID is '%s', we sent %s".formatted(answer.requestId(), id))
                    .ifPresent(amiss::add);
            long with = lines.stream()
                    .filter(line -> line.field("request_id").equals(id))
                    .count();
            if (with < 2) {
                amiss.add("%d of %d lines of our prediction have its request_id".formatted(with, lines.size()));
            }
            return Judge.met(amiss, "%d lines have the request_id we sent".formatted(with));
        });
    }

    static Result levels(Evidence evidence) {
        return evidence.log()
                .judged(log -> MetricChecks.answered(
                        evidence,
                        () -> Judge.met(
                                Stream.of(
                                                strange(log),
                                                told(
                                                        log.of(evidence.sent().good(), LogLines.COMPLETED),
                                                        "info",
                                                        "our prediction"),
                                                told(
                                                        log.of(evidence.sent().bad(), INVALID),
                                                        "warning",
                                                        "our bad request"))
                                        .flatMap(words -> words)
                                        .distinct()
                                        .toList(),
                                "a prediction at info, a client's mistake at warning")));
    }

    private static Stream<String> strange(LogLines log) {
        return log.json().stream()
                .map(line -> line.field("level"))
                .filter(level -> !level.isEmpty() && !LEVELS.contains(level))
                .map(level -> "there is a level '%s'".formatted(level));
    }

    // A level that is missing is LOGGING-2.
    private static Stream<String> told(List<Line> lines, String level, String what) {
        return lines.isEmpty()
                ? Stream.of("%s is not told at %s, which the level of the log may hide".formatted(what, level))
                : lines.stream()
                        .map(line -> line.field("level"))
                        .filter(written -> !written.isEmpty() && !written.equals(level))
                        .map(written -> "%s is told at %s, not at %s".formatted(what, written, level));
    }

    static Result aggregation(Evidence evidence) {
        double taken = evidence.scrapes().growth(Metrics.LOGS_EXPORTED, Metrics.ERROR_TYPE, "");
        double refused = evidence.scrapes().growth(Metrics.LOGS_EXPORTED) - taken;
        if (taken > 0 && refused == 0) {
            return new Met("an OTLP receiver took %.0f lines".formatted(taken));
        }
        var exports = evidence.scrapes().after().map(scrape -> scrape.has(Metrics.LOGS_EXPORTED));
        String exported = exports.optional().orElse(false)
                ? "the OTLP receiver of the log lines took %.0f and refused %.0f".formatted(taken, refused)
                : "the pod sends no log lines over OTLP";
        var collectors = evidence.collectors().optional().orElse(List.of());
        if (!collectors.isEmpty()) {
            return new Met("read on the node by " + String.join(", ", collectors));
        }
        // Lines that are refused are lost whatever else there may be to see.
        if (refused > 0) {
            return new NotMet(exported);
        }
        return exports.judged(sends -> sends && isSilent(evidence)
                ? new NotChecked("no line was written that could be sent")
                : evidence.collectors()
                        .judged(none -> new NotMet(exported + ", and no pod on its node reads the node's log files")));
    }

    private static boolean isSilent(Evidence evidence) {
        return evidence.log().optional().filter(log -> log.lines().isEmpty()).isPresent();
    }

    static Result secrets(Evidence evidence) {
        return lines(evidence, lines -> lines.stream()
                .filter(line -> evidence.sent().secrets().stream()
                                .anyMatch(secret -> line.text().contains(secret))
                        || SECRET.matcher(line.text()).find())
                .findFirst()
                .<Result>map(line -> new NotMet(
                        "a line has what must not be logged; its event is '%s'".formatted(line.field("event"))))
                .orElseGet(() -> new Met("none of what we sent in confidence is in %d lines".formatted(lines.size()))));
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }

    private static String shown(String line) {
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }
}
