package io.inferencegateway.operator.cli.validate;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One entry of `x-kubernetes-validations`, compiled by Google's CEL.
///
/// @param onUpdateOnly a rule about `oldSelf`, which a new resource does not have
record CelRule(String message, String fieldPath, boolean onUpdateOnly, CelRuntime.Program program) {
    private static final Pattern OLD_SELF = Pattern.compile("\\boldSelf\\b");

    // The libraries of the API server that Google's Java CEL has; a rule that needs another one does not compile.
    private static final Cel CEL = CelFactory.standardCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .enableOptionalSyntax(true)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings(), CelExtensions.optional())
            .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.optional())
            .addVar("self", SimpleType.DYN)
            .addVar("oldSelf", SimpleType.DYN)
            .build();

    /// Compiles a rule.
    ///
    /// @throws IllegalStateException for a rule that does not compile: the CRD is ours, so it is a bug
    static CelRule of(Map<String, Object> node) {
        String rule = Json.text(node.get("rule")).strip();
        String message = Json.text(node.get("message")).strip();
        try {
            return new CelRule(
                    message.isEmpty() ? "failed rule: " + rule : message,
                    Json.text(node.get("fieldPath")),
                    OLD_SELF.matcher(rule).find(),
                    CEL.createProgram(CEL.compile(rule).getAst()));
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new IllegalStateException("igw validate cannot compile the rule " + rule, wrong);
        }
    }

    /// Evaluates the rule.
    ///
    /// @param self the value as CEL sees it: `Long` and `Double`, defaults filled in
    /// @param alreadyWrong whether the value is known to be malformed: then a rule that cannot be evaluated adds
    /// nothing
    Optional<Problem> check(String path, Object self, boolean alreadyWrong) {
        if (onUpdateOnly) {
            return Optional.empty();
        }
        try {
            return Boolean.TRUE.equals(program.eval(Map.of("self", self)))
                    ? Optional.empty()
                    : Optional.of(Problem.of(path + fieldPath, message));
        } catch (CelEvaluationException failed) {
            return alreadyWrong
                    ? Optional.empty()
                    : Optional.of(Problem.of(path + fieldPath, message + " (" + failed.getMessage() + ")"));
        }
    }
}
