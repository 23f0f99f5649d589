package io.inferencegateway.operator.cli;

import io.inferencegateway.operator.OperatorProcess;
import io.inferencegateway.operator.OperatorSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `igw run`: the operator itself; what its container starts.
@Command(
        name = "run",
        description =
                "Runs the operator against the cluster of the current kubeconfig or service account, until SIGTERM.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped by SIGTERM", "1:could not start, or is no longer the leader", "2:wrong usage"},
        footerHeading = "%nSettings are environment variables:%n",
        footer = {
            "  RUNTIME_IMAGE_CPU, RUNTIME_IMAGE_CUDA  images of the pods",
            "  WATCH_NAMESPACES                       comma-separated; default: all",
            "  LEADER_ELECTION                        true or false",
            "  POD_NAMESPACE                          where the lease lives",
            "  POD_NAME                               who signs Kubernetes Events",
            "  MANAGEMENT_PORT                        /livez, /readyz, /metrics; default: 8080",
            "  RUNBOOK_URL                            where alerts link to",
            "  PROMETHEUS_URL                         asked for the error budgets; default: none",
            "  PROMETHEUS_INTERVAL                    between two queries; 1m to 1h, default: 1m",
            "  PROMETHEUS_TIMEOUT                     of a query; 1s to 1m, default: 10s",
            "  PROMETHEUS_CA_FILE                     certificates it is trusted by, in PEM; default: the system's",
            "  PROMETHEUS_TOKEN_FILE                  bearer token for it, read for every query",
            "  OTEL_EXPORTER_OTLP_ENDPOINT            where traces go, OTLP over HTTP; default: nowhere",
            "  LOG_LEVEL                              DEBUG, INFO, WARN, ERROR"
        })
final class Run implements Callable<Integer> {
    @Override
    public Integer call() {
        return OperatorProcess.run(OperatorSettings.fromEnv(System.getenv()));
    }
}
