package io.inferencegateway.operator.desired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of `promtool test rules`, written by a test.
final class Scenario {
    private static final String GATEWAY = "namespace=\"ml\",inference_gateway=\"resnet50\"";
    private static final String GROUPS =
            "igw-sli-ml-resnet50, igw-events-ml-resnet50, igw-long-ml-resnet50, igw-meta-ml-resnet50, igw-alerts-ml-resnet50";

    private final StringBuilder text = new StringBuilder();

    /// @param evaluation interval of every group
    Scenario(Path rules, String evaluation) {
        text.append("rule_files: [%s]\nevaluation_interval: %s\ngroup_eval_order: [%s]\ntests:\n"
                .formatted(rules.getFileName(), evaluation, GROUPS));
    }

    Scenario test(String name, List<String> series, List<String> checks) {
        text.append("- name: '%s'\n  interval: 1m\n  input_series:\n".formatted(name));
        series.forEach(text::append);
        text.append("  promql_expr_test:\n");
        checks.forEach(text::append);
        return this;
    }

    void play(Path file) throws Exception {
        Files.writeString(file, text);
        Promtool.run("test", "rules", file.toString());
    }

    static Path rules(Path folder, String name, String spec) throws IOException {
        return Files.writeString(folder.resolve(name + ".rules.yaml"), RuleFile.of(RuleFile.gateway(spec)));
    }

    static String series(String metric, String pod, String labels, String values) {
        return "  - {series: '%s{%s,pod=\"%s\"%s}', values: '%s'}\n".formatted(metric, GATEWAY, pod, labels, values);
    }

    /// A pod that is up and has loaded its model.
    static List<String> up(String pod, int minutes) {
        return List.of(
                series("up", pod, "", "1x" + minutes), series("model_load_duration_seconds", pod, "", "1x" + minutes));
    }

    static List<String> requests(String pod, Traffic traffic) {
        return List.of(
                series("http_requests_total", pod, ",outcome=\"success\"", traffic.counter(true, false)),
                series("http_requests_total", pod, ",outcome=\"failed\"", traffic.counter(false, true)));
    }

    /// The same traffic seen by every objective: a bad event fails, is slow (between 0.5 s and 1 s; the model between
    /// 0.2 s and 0.3 s) or is unsure.
    static List<String> everything(String pod, Traffic traffic) {
        var good = traffic.counter(true, false);
        var bad = traffic.counter(false, true);
        var all = traffic.counter(true, true);
        var series = new ArrayList<>(up(pod, traffic.minutes()));
        series.addAll(requests(pod, traffic));
        series.addAll(histogram(
                "http_request_duration_seconds",
                pod,
                ",outcome=\"success\"",
                all,
                List.of("0.3", good, "0.5", good, "1.0", all, "+Inf", all)));
        series.addAll(histogram(
                "inference_duration_seconds",
                pod,
                "",
                all,
                List.of("0.15", good, "0.2", good, "0.3", all, "+Inf", all)));
        series.addAll(
                histogram("inference_confidence_score", pod, "", all, List.of("0.7", bad, "1.0", all, "+Inf", all)));
        return series;
    }

    private static List<String> histogram(String name, String pod, String labels, String count, List<String> buckets) {
        var series = new ArrayList<String>();
        series.add(series(name + "_count", pod, labels, count));
        for (int bucket = 0; bucket < buckets.size(); bucket += 2) {
            series.add(series(
                    name + "_bucket", pod, labels + ",le=\"" + buckets.get(bucket) + "\"", buckets.get(bucket + 1)));
        }
        return series;
    }

    /// The expression has no result.
    static String nothing(int minute, String expression) {
        return "  - {eval_time: %dm, expr: '%s', exp_samples: []}\n".formatted(minute, expression);
    }

    /// The expression has this one value.
    static String value(int minute, String expression, int value) {
        return "  - {eval_time: %dm, expr: '%s', exp_samples: [{labels: '{}', value: %d}]}\n"
                .formatted(minute, expression, value);
    }

    /// So many alerts that match fire.
    static String firing(int minute, String matchers, int alerts) {
        var expression = "count(ALERTS{alertstate=\"firing\"," + matchers + "})";
        return alerts == 0 ? nothing(minute, expression) : value(minute, expression, alerts);
    }

    /// None that matches ever fired.
    static String silent(int minute, String matchers) {
        return nothing(
                minute, "count(count_over_time(ALERTS{alertstate=\"firing\"" + matchers + "}[%dm]))".formatted(minute));
    }
}
