package io.inferencegateway.operator.cli.validate;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.inferencegateway.contract.InferenceGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Judges resources as the API server and then the operator would, without either.
public final class GatewayValidator {
    private static final KubernetesSerialization JACKSON = new KubernetesSerialization();

    private final GatewaySchema schema = GatewaySchema.packaged();
    private final Function<InferenceGateway, List<String>> operator;

    /// Creates a validator.
    ///
    /// @param operator the operator's code: what stops it from carrying a gateway out, a sentence each; may throw
    public GatewayValidator(Function<InferenceGateway, List<String>> operator) {
        this.operator = operator;
    }

    /// Judges every document of the sources.
    public Validation validate(List<Source> sources) {
        var verdicts = new ArrayList<Verdict>();
        var skipped = new ArrayList<String>();
        for (var source : sources) {
            for (var document : YamlDocuments.documents(source)) {
                if (isGateway(document)) {
                    verdicts.add(verdict(document));
                } else {
                    skipped.add(document.kind().isEmpty() ? "unnamed" : document.kind());
                }
            }
        }
        return new Validation(verdicts, skipped);
    }

    // A misspelt group, version or kind must not slip through as "something else".
    private static boolean isGateway(Document document) {
        return !document.problems().isEmpty()
                || document.kind().equals(InferenceGateway.KIND)
                || document.apiVersion().startsWith(InferenceGateway.GROUP + "/");
    }

    private Verdict verdict(Document document) {
        if (!document.problems().isEmpty()) {
            return refused(document, document.problems());
        }
        String apiVersion = InferenceGateway.GROUP + "/" + InferenceGateway.VERSION;
        if (!document.apiVersion().equals(apiVersion) || !document.kind().equals(InferenceGateway.KIND)) {
            return refused(document, List.of(Problem.of("", unknownKind(document) + "; this is " + apiVersion)));
        }
        var problems = schema.check(document.content());
        return problems.isEmpty() ? carriedOut(document) : refused(document, problems);
    }

    private static String unknownKind(Document document) {
        return "no matches for kind \"%s\" in version \"%s\"".formatted(document.kind(), document.apiVersion());
    }

    private Verdict carriedOut(Document document) {
        try {
            var gateway = JACKSON.convertValue(schema.withDefaults(document.content()), InferenceGateway.class);
            var problems = operator.apply(gateway).stream()
                    .map(GatewayValidator::fromTheOperator)
                    .toList();
            return problems.isEmpty()
                    ? new Verdict(document, List.of(), Optional.of(gateway))
                    : refused(document, problems);
        } catch (RuntimeException failed) {
            return refused(document, List.of(fromTheOperator(reason(failed))));
        }
    }

    private static Problem fromTheOperator(String why) {
        return Problem.of("", "the operator cannot carry this out: " + why);
    }

    private static Verdict refused(Document document, List<Problem> problems) {
        return new Verdict(document, problems, Optional.empty());
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
