package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.Reason;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The conditions of a gateway that cannot be looked at to the end: what was known stays, and Stalled says why nothing
/// new follows. The next look that gets through replaces all of it.
final class Failing {
    private Failing() {}

    static List<Condition> conditions(List<Condition> previous, long generation, String words, Instant now) {
        String message = "the operator cannot finish its work on the gateway and tries again, less and less often: "
                + words + ". If this stays, look at the API server and at the operator's log";
        var findings = new EnumMap<ConditionType, Finding>(
                Map.of(ConditionType.STALLED, Finding.yes(Reason.RECONCILIATION_FAILED, message)));
        if (Transitions.find(previous, ConditionType.READY).isEmpty()) {
            findings.put(ConditionType.READY, Finding.unknown(Reason.RECONCILIATION_FAILED, message));
        }
        var replaced = Stream.concat(Stream.of(ConditionType.RECONCILING), findings.keySet().stream())
                .map(ConditionType::text)
                .toList();
        return Stream.concat(
                        previous.stream().filter(condition -> !replaced.contains(condition.getType())),
                        Transitions.conditions(findings, previous, generation, now).stream())
                .toList();
    }
}
