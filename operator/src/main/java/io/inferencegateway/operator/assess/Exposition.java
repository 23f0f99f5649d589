package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Scrape.Family;
import io.inferencegateway.operator.assess.Scrape.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus' text format 0.0.4. A line that is none of it is told and passed over, so that one broken line does
/// not hide the rest.
public final class Exposition {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "(" + NAME + ")(?:\\{\\s*((?:" + LABEL + "\\s*,?\\s*)*)})?\\s+([^\\s]+)(?:\\s+-?[0-9]+)?\\s*");
    private static final Pattern ONE_LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) (" + NAME + ")(?: (.*))?");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|sum|count)$");

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Exposition() {}

    /// Reads a whole scrape.
    public static Scrape read(String text) {
        var exposition = new Exposition();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !exposition.line(line)) {
                exposition.problems.add("line %d is no sample: %s".formatted(number, shortened(line)));
            }
        }
        if (!text.isEmpty() && !text.endsWith("\n")) {
            exposition.problems.add("the last line has no end: the answer was cut off");
        }
        return new Scrape(exposition.families, exposition.problems);
    }

    private boolean line(String line) {
        if (line.startsWith("#")) {
            var meta = META.matcher(line);
            if (meta.matches()) {
                describe(meta);
            }
            return true;
        }
        var sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            return false;
        }
        try {
            add(new Sample(sample.group(1), labels(sample.group(2)), number(sample.group(3))));
            return true;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private void describe(Matcher meta) {
        String text = meta.group(3) == null ? "" : meta.group(3);
        var family = family(meta.group(2));
        families.put(
                family.name(),
                meta.group(1).equals("TYPE")
                        ? new Family(family.name(), text, family.help(), family.samples())
                        : new Family(family.name(), family.type(), text, family.samples()));
    }

    private void add(Sample sample) {
        String base = SUFFIX.matcher(sample.name()).replaceFirst("");
        boolean part = families.containsKey(base) && !families.containsKey(sample.name());
        family(part ? base : sample.name()).samples().add(sample);
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, _ -> new Family(name, "untyped", "", new ArrayList<>()));
    }

    private static Map<String, String> labels(String text) {
        var labels = new LinkedHashMap<String, String>();
        if (text != null) {
            var label = ONE_LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), unescaped(label.group(2)));
            }
        }
        return labels;
    }

    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : Pattern.compile("\\\\(.)")
                        .matcher(text)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String shortened(String line) {
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
