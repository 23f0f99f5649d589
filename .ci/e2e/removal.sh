# shellcheck shell=bash
# Deleting the gateway deletes what it owns; uninstalling the charts leaves nothing.

nothing_owned() { [ -z "$(owned "$NS" "$GATEWAY" | tee /dev/stderr)" ]; }
left_of_the_charts() {
  kubectl get clusterroles,clusterrolebindings -o name -l app.kubernetes.io/part-of=inference-gateway
  kubectl -n "$SYSTEM_NS" get "$LISTABLE" -o name -l app.kubernetes.io/part-of=inference-gateway
  kubectl -n "$SYSTEM_NS" get secrets,leases -o name
  kubectl get crd -o name | grep inferencegateway || true
}
nothing_left() { [ -z "$(left_of_the_charts | tee /dev/stderr)" ]; }
uninstalled() { helm -n "$SYSTEM_NS" uninstall "$1" --wait --timeout 2m; }

removal() {
  check "the gateway is deleted" k delete inferencegateway "$GATEWAY" --timeout=60s
  eventually 90 "everything the gateway owned is gone, pods too" nothing_owned
  check "helm uninstalls the operator" uninstalled "$RELEASE"
  check "helm uninstalls the CRDs" uninstalled "$CRDS_RELEASE"
  eventually 60 "the charts leave nothing" nothing_left
}
