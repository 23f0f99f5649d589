package io.inferencegateway.operator.desired;

/// What the cluster serves beyond Kubernetes itself; decides which optional kinds are desired.
///
/// @param serviceMonitor the API server knows ServiceMonitor (Prometheus Operator)
/// @param prometheusRule the API server knows PrometheusRule (Prometheus Operator)
public record Capabilities(boolean serviceMonitor, boolean prometheusRule) {
    /// A cluster with everything: what `igw render` shows.
    public static final Capabilities ALL = new Capabilities(true, true);

    public boolean prometheusOperator() {
        return serviceMonitor && prometheusRule;
    }
}
