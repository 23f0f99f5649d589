package io.inferencegateway.operator.desired;

/// What the cluster serves beyond Kubernetes itself; decides which optional kinds are desired.
///
/// @param serviceMonitor the API server knows ServiceMonitor (Prometheus Operator)
/// @param prometheusRule the API server knows PrometheusRule (Prometheus Operator)
/// @param probe the API server knows Probe (Prometheus Operator)
/// @param alertmanagerConfig the API server knows AlertmanagerConfig (Prometheus Operator)
/// @param prometheus the API server knows Prometheus and lets the operator read all of them
/// @param alertmanager the API server knows Alertmanager and lets the operator read all of them
/// @param scaledObject the API server knows ScaledObject (KEDA)
/// @param httpRoute the API server knows HTTPRoute (Gateway API)
public record Capabilities(
        boolean serviceMonitor,
        boolean prometheusRule,
        boolean probe,
        boolean alertmanagerConfig,
        boolean prometheus,
        boolean alertmanager,
        boolean scaledObject,
        boolean httpRoute) {
    /// A cluster with everything: what `igw render` shows.
    public static final Capabilities ALL = new Capabilities(true, true, true, true, true, true, true, true);

    /// A cluster with nothing but Kubernetes.
    public static final Capabilities NONE = new Capabilities(false, false, false, false, false, false, false, false);

    public boolean prometheusOperator() {
        return serviceMonitor && prometheusRule;
    }
}
