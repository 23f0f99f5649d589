package io.inferencegateway.operator.assess;

import java.util.List;
import java.util.function.Function;

/// SLO-1 to SLO-4.
final class SloCriteria {
    static final List<Criterion> ALL = List.of(
            criterion(
                    1,
                    "Service-level indicators are defined: availability, latency, inference latency, confidence, throughput",
                    "the rules of the gateway record an error ratio for each objective, and the request rate, and no evaluation fails",
                    "what is not measured is not kept",
                    "see MonitoringReady; install the Prometheus Operator where its kinds are missing",
                    SloChecks::indicators),
            criterion(
                    2,
                    "Objectives are documented: target and window of each",
                    "the rules record target and window of each objective as spec.slo has them, and so does status.slos where the resource has a status",
                    "a promise nobody can read is none",
                    "let nobody edit the PrometheusRule by hand; see whether the operator runs",
                    SloChecks::documented),
            criterion(
                    3,
                    "Error budgets are calculated",
                    "the rules record for each objective its budget, as 1 - target, what is left of it and how fast it burns, and no evaluation fails",
                    "the budget decides between features and reliability",
                    "let nobody edit the PrometheusRule by hand; see whether the operator runs",
                    SloChecks::budgets),
            criterion(
                    4,
                    "Alerting rules are defined, in two severities",
                    "every alert that the operator's code makes of the resource is among the rules, of the page severity as well as of the ticket's, and no evaluation fails",
                    "somebody is told before the budget is gone",
                    "set spec.alerting.enabled: true; see MonitoringReady",
                    SloChecks::alerts));

    private SloCriteria() {}

    private static Criterion criterion(
            int number, String title, String seenBy, String why, String mend, Function<Evidence, Result> check) {
        return new Criterion(
                "SLO-" + number,
                Group.SLO,
                title,
                seenBy,
                why,
                mend,
                "kubectl describe prometheusrule -n NAMESPACE NAME",
                check);
    }
}
