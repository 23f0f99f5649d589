package io.inferencegateway.operator.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Evidence.Answers;
import io.inferencegateway.operator.assess.Evidence.Scrapes;
import io.inferencegateway.operator.assess.Evidence.Traces;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.slo.Rule;
import io.inferencegateway.operator.slo.Rules;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Evidence of a gateway that meets every criterion; each method makes a copy with one part changed.
final class Healthy {
    private static final String READY = """
            {"status":"ready","model_name":"cats","model_version":"1","model_digest":"sha256:1"}""";

    private Answers answers = new Answers(
            answer(200, "{\"predictions\":[]}"),
            answer(200, "{\"status\":\"healthy\"}"),
            answer(200, READY),
            answer(200, ""),
            answer(200, ""));
    private Scrapes scrapes = new Scrapes(scraped(0), scraped(2), Seen.of(metrics(text(2))));
    private Seen<LogLines> log = Seen.of(LogLines.read(Texts.LOG));
    private Traces traces = new Traces(Seen.of(read(Texts.SPANS)), Seen.of(List.of()));
    private Seen<InferenceGateway> gateway = Seen.of(resource());
    private Seen<Pod> pod = Seen.of(probed("livenessProbe", "readinessProbe"));
    private Seen<List<String>> collectors = Seen.of(List.of());
    private Seen<RuleBook> rules = Seen.of(new RuleBook("Prometheus", Optional.empty(), loaded(resource())));

    /// The same at a URL, where nothing else is to be seen.
    static Healthy atUrl() {
        return new Healthy().with(copy -> {
            copy.log = Seen.not("no log");
            copy.gateway = Seen.not("no resource");
            copy.pod = Seen.not("no cluster");
            copy.collectors = Seen.not("no cluster");
            copy.rules = Seen.not("no Prometheus");
        });
    }

    Evidence evidence() {
        return new Evidence(Texts.SENT, answers, scrapes, log, traces, gateway, pod, collectors, rules);
    }

    private Healthy with(Consumer<Healthy> change) {
        var copy = new Healthy();
        copy.answers = answers;
        copy.scrapes = scrapes;
        copy.log = log;
        copy.traces = traces;
        copy.gateway = gateway;
        copy.pod = pod;
        copy.collectors = collectors;
        copy.rules = rules;
        change.accept(copy);
        return copy;
    }

    Healthy answers(UnaryOperator<Answers> change) {
        return with(copy -> copy.answers = change.apply(answers));
    }

    /// The second scrape rewritten.
    Healthy scrape(UnaryOperator<String> change) {
        String text = change.apply(text(2));
        return with(copy ->
                copy.scrapes = new Scrapes(scrapes.before(), Seen.of(Exposition.read(text)), Seen.of(metrics(text))));
    }

    /// Another answer where the scrape is.
    Healthy scraped(Answer answer) {
        return with(copy -> copy.scrapes = new Scrapes(scrapes.before(), scrapes.after(), Seen.of(answer)));
    }

    /// Nothing where the scrape should be.
    Healthy unscraped() {
        return with(copy -> copy.scrapes = new Scrapes(
                Seen.not("no scrape"), Seen.not("no scrape"), Seen.of(new Answer(404, "text/plain", "", ""))));
    }

    Healthy log(UnaryOperator<String> change) {
        return with(copy -> copy.log = Seen.of(LogLines.read(change.apply(Texts.LOG))));
    }

    Healthy spans(UnaryOperator<String> change) {
        return with(copy -> copy.traces = new Traces(Seen.of(read(change.apply(Texts.SPANS))), traces.unsampled()));
    }

    /// The pod kept no span.
    Healthy withoutSpans() {
        return with(copy -> copy.traces = new Traces(Seen.of(List.of()), Seen.of(List.of())));
    }

    Healthy gateway(InferenceGateway other) {
        return with(copy -> copy.gateway = Seen.of(other));
    }

    /// The container has just these probes.
    Healthy probes(String... names) {
        return with(copy -> copy.pod = Seen.of(probed(names)));
    }

    Healthy collectors(Seen<List<String>> seen) {
        return with(copy -> copy.collectors = seen);
    }

    /// Nobody evaluates the rules.
    Healthy unheeded(String why) {
        return with(
                copy -> copy.rules = rules.map(book -> new RuleBook(book.source(), Optional.of(why), book.rules())));
    }

    /// Each rule as the function makes it; none where that says so.
    Healthy rules(Function<Loaded, Optional<Loaded>> change) {
        return with(copy -> copy.rules = rules.map(book -> new RuleBook(
                book.source(),
                book.unheeded(),
                book.rules().stream().map(change).flatMap(Optional::stream).toList())));
    }

    static InferenceGateway resource() {
        var gateway = Golden.gateway("minimal");
        gateway.setStatus(new InferenceGatewayStatus(
                1L,
                1,
                1,
                "",
                "",
                "",
                null,
                null,
                null,
                AlertRules.slos(gateway, OperatorSettings.defaults()),
                null,
                null,
                List.of()));
        return gateway;
    }

    private static Pod probed(String... names) {
        String probes = Stream.of(names)
                .map(name -> ", " + name + ": {httpGet: {path: /x}}")
                .collect(Collectors.joining());
        return Serialization.unmarshal(
                "kind: Pod\napiVersion: v1\nspec: {containers: [{name: inference" + probes + "}]}", Pod.class);
    }

    static List<Loaded> loaded(InferenceGateway gateway) {
        return Rules.of(AlertRules.promises(gateway), AlertRules.policy(gateway, OperatorSettings.defaults())).stream()
                .flatMap(group -> group.rules().stream())
                .map(rule -> switch (rule) {
                    case Rule.Recording recording ->
                        new Loaded(recording.record(), false, rule.expression(), rule.labels(), "");
                    case Rule.Alert alert -> new Loaded(alert.alert(), true, rule.expression(), rule.labels(), "");
                })
                .toList();
    }

    static Seen<Answer> answer(int code, String body) {
        return Seen.of(new Answer(code, "application/json", Texts.GOOD.requestId(), body));
    }

    static Answer metrics(String text) {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", "", text);
    }

    private static String text(int n) {
        return Texts.SCRAPE.replace("{n}", n + ".0");
    }

    private static Seen<Scrape> scraped(int n) {
        return Seen.of(Exposition.read(text(n)));
    }

    private static List<SpanSeen> read(String document) {
        try {
            return SpanSeen.read(document);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
