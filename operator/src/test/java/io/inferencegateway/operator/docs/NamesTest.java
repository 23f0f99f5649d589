package io.inferencegateway.operator.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Whatever a document names is in the code under that name: metrics, recordings, alerts, settings, fields, conditions,
/// reasons, classes.
class NamesTest {
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:http|inference|model|igw|otel_sdk|mounted_file|tls|app)_[a-z0-9_]*[a-z0-9]\\b");
    private static final Pattern RECORDING = Pattern.compile("\\b(?:slo|igw):[a-z_]+:[a-z0-9_]+\\b");
    private static final Pattern ALERT = Pattern.compile("\\bInferenceGateway[A-Z][A-Za-z]+\\b");
    private static final Pattern SETTING = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+");
    private static final Pattern FIELD = Pattern.compile("(?:spec|status)(?:\\.[a-zA-Z0-9]+)+");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\\b");

    /// What a histogram, a summary or a timer adds to its name.
    private static final Pattern SAMPLE = Pattern.compile("_(bucket|sum|count|max|created)$");

    /// Names of other projects that no code here has to know, each with the page that speaks of it in mind.
    private static final Set<String> OTHERS = Set.of(
            "AlertmanagerConfigs", // the kind, in the plural
            "BackendTLSPolicy", // secure and scale-and-place: somebody else writes it
            "CrashLoopBackOff",
            "FailedMount", // an event of the kubelet
            "FastAPI",
            "InferenceService", // of KServe
            "KServe",
            "LitServe",
            "MLServer",
            "PagerDuty",
            "PyTorch",
            "TensorFlow");

    private static Map<Path, String> pages = Map.of();
    private static Set<String> code = Set.of();

    @BeforeAll
    static void read() throws IOException {
        pages = Pages.all();
        code = Pages.wordsOfTheCode();
    }

    @Test
    void everyMetricIsInTheCode() {
        // The operator's have dots in the code; OperatorMetricsTest holds the table of their names.
        var known = new TreeSet<>(code);
        var table = Pages.ROOT.resolve("docs/reference/operator-metrics.md");
        METRIC.matcher(pages.getOrDefault(table, "")).results().forEach(match -> known.add(match.group()));
        // The lab's own names are in the table that says what became of them.
        assertNone(named(METRIC, page -> !page.endsWith("lab.md"), true).stream()
                .filter(metric -> !known.contains(metric)
                        // SLIMissing: the beginnings of names, for grep.
                        && !Set.of("http_request", "inference_confidence", "inference_duration")
                                .contains(metric)
                        && !known.contains(SAMPLE.matcher(metric).replaceFirst("")))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyRecordingAndEveryAlertIsInTheRules() throws IOException {
        var rules = rules();
        assertNone(named(RECORDING, page -> true, true).stream()
                .filter(name -> !rules.contains(name))
                .collect(Collectors.toCollection(TreeSet::new)));
        assertNone(named(ALERT, page -> true, true).stream()
                .filter(name -> !rules.contains(name) && !code.contains(name))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everySettingIsInTheCode() {
        assertNone(named(SETTING, page -> !page.endsWith("lab.md"), false).stream()
                // performance: tried, and left out; picocli reads the other.
                .filter(name -> !code.contains(name)
                        && !Set.of("MALLOC_ARENA_MAX", "NO_COLOR").contains(name))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyConditionReasonKindAndClassIsInTheCode() {
        assertNone(named(NAME, page -> !page.endsWith("lab.md"), false).stream()
                .filter(name -> !code.contains(name) && !OTHERS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyClassOfTheArchitectureIsShipped() throws IOException {
        var page = pages.getOrDefault(Pages.ROOT.resolve("docs/architecture.md"), "");
        var classes = Pages.classes();
        var names =
                NAME.matcher(page).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.removeAll(classes) && classes.size() > 300, "classes of the page are found");
        // What is left are kinds of Kubernetes and others' names; tests are named by what they hold.
        names.removeIf(name -> name.endsWith("Test") && code.contains(name));
        names.removeAll(Set.of(
                "AlertmanagerConfig",
                "BudgetExhausted",
                "ClusterRole",
                "HTTPRoute",
                "HdrHistogram",
                "HorizontalPodAutoscaler",
                "KServe",
                "ModelInfer",
                "MonitoringReady",
                "NetworkPolicy",
                "PodDisruptionBudget",
                "PrometheusRule",
                "ScaledObject",
                "ServiceAccount",
                "ServiceMonitor"));
        names.removeAll(Set.of("GitOps", "OpenSLO", "OpenTelemetry", "PromQL"));
        assertNone(names);
    }

    @Test
    void everyFieldIsInTheDefinition() throws IOException {
        var schema = new ObjectMapper()
                .<JsonNode>valueToTree(new Yaml()
                        .load(Files.readString(Pages.ROOT.resolve("crds/inferencegateways.inferencegateway.io.yaml"))))
                .at("/spec/versions/0/schema/openAPIV3Schema");
        assertNone(named(FIELD, page -> true, false).stream()
                .filter(field -> !exists(schema, field.split("\\."), 0))
                // Of other kinds; and the one that a decision says is not there.
                .filter(field -> !Set.of("spec.replicas", "status.bindings", "spec.monitoring")
                        .contains(field))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static boolean exists(JsonNode schema, String[] path, int from) {
        if (from == path.length
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return true;
        }
        if (schema.has("items")) {
            return exists(schema.path("items"), path, from);
        }
        if (schema.has("additionalProperties")) {
            return true;
        }
        var next = schema.path("properties").path(path[from]);
        return !next.isMissingNode() && exists(next, path, from + 1);
    }

    /// What matches: anywhere on a page, blocks included, or only as a whole between backticks in its prose.
    private static Set<String> named(Pattern pattern, Predicate<Path> which, boolean anywhere) {
        var found = new TreeSet<String>();
        pages.forEach((page, text) -> {
            if (!which.test(page)) {
                return;
            }
            if (anywhere) {
                pattern.matcher(text).results().forEach(match -> found.add(match.group()));
            } else {
                Pages.quoted(text).stream()
                        .map(quoted -> quoted.replaceAll("(\\[\\])|[:=].*", ""))
                        .filter(pattern.asMatchPredicate())
                        .forEach(found::add);
            }
        });
        assertTrue(found.size() > 10, pattern + " finds " + found);
        return found;
    }

    private static Set<String> rules() throws IOException {
        var names = new TreeSet<String>();
        for (var folder : new String[] {"operator/src/test/resources/golden/rules", "helm/inference-gateway/rules"}) {
            try (var files = Files.list(Pages.ROOT.resolve(folder))) {
                for (var file : files.toList()) {
                    Pattern.compile("[A-Za-z0-9_:]+")
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(match -> names.add(match.group()));
                }
            }
        }
        return names;
    }

    private static void assertNone(Set<String> unknown) {
        assertEquals(Set.of(), unknown);
    }
}
