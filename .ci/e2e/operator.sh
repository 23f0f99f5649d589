# shellcheck shell=bash
# The operator as something to be operated: probes, metrics and alerts in Prometheus, a reconciliation's trace at the collector,
# the rights it uses against the rights it has, and an installation for one namespace with Roles only. Needs the collector
# and the gateway of serving.sh.

ONLY_NS=igw-ci-only
ONLY_SYSTEM_NS=igw-ci-only-system
ONLY_RELEASE=inference-gateway-only

watched_operator() {
  helm -n "$SYSTEM_NS" upgrade "$RELEASE" helm/inference-gateway --reuse-values --wait --timeout 3m \
    --set metrics.serviceMonitor.enabled=true,metrics.prometheusRule.enabled=true --set "tracing.endpoint=http://$BRIDGE:4318"
}
operator_answers() { # operator_answers PATH : 200 from the pod
  local address
  address=$(kubectl -n "$SYSTEM_NS" get pods -l app.kubernetes.io/name=inference-gateway-operator --field-selector=status.phase=Running \
    -o 'jsonpath={.items[0].status.podIP}') || return 1
  [ "$(http -o "$WORK/operator.txt" -w '%{http_code}' "http://$address:8080$1")" = 200 ]
}
in_prometheus() { # in_prometheus QUERY : has a result
  http -G --data-urlencode "query=$1" http://127.0.0.1:9090/api/v1/query >"$WORK/query.json" && json_holds '.data.result | length > 0' "$WORK/query.json"
}
operator_rules() { prometheus rules | jq --arg part "$SYSTEM_NS-$RELEASE-" '[.data.groups[] | select(.name == "inference-gateway-operator" and (.file | contains($part))) | .rules[]]'; }
operator_rules_healthy() {
  operator_rules >"$WORK/operator-rules.json" && jq -c '.[] | {name, health, state, lastError}' "$WORK/operator-rules.json" &&
    json_holds 'length == 8 and all(.health == "ok")' "$WORK/operator-rules.json"
}
no_operator_alert() { operator_rules | jq -e 'all(.state != "firing")'; }

repaired() { k get networkpolicy "$GATEWAY"; }
repair_is_logged() { # and has a trace id
  operator_log >"$WORK/operator.log"
  OPERATOR_TRACE=$(jq -rR --arg g "$GATEWAY" 'fromjson? | select(.event == "reconciled" and .name == $g and (.applied | tostring | contains("NetworkPolicy/"))) | .trace_id // empty' \
    "$WORK/operator.log" | tail -1) && [[ $OPERATOR_TRACE =~ ^[0-9a-f]{32}$ ]]
}
operator_span() { # operator_span NAME : of that trace, at the collector
  awk -v id="$OPERATOR_TRACE" '$1 == "Trace" && $2 == "ID" { trace = $NF } $1 == "Name" && trace == id { sub(/^[^:]*: /, ""); print }' \
    "$WORK/otelcol.log" | tee /dev/stderr | grep -qx "$1"
}

rights_of() { # rights_of NAMESPACE RELEASE : what the chart gives, as "verb resource"
  kubectl get clusterroles,roles --all-namespaces -l "app.kubernetes.io/instance=$2" -o json |
    jq -r '.items[].rules[] | .resources[] as $r | .verbs[] | "\(.) \($r)"' | sort -u
}
requests_of() { # requests_of NAMESPACE RELEASE : since that namespace is there: verb, resource, code; questions about oneself and the API are everybody's
  local since
  since=$(kubectl get namespace "$1" -o 'jsonpath={.metadata.creationTimestamp}') || return 1
  "$CLUSTER" audit "system:serviceaccount:$1:$2" |
    awk -F '\t' -v user="system:serviceaccount:$1:$2" -v since="$since" '$2 == user && $1 >= since && $4 !~ /^\// && $4 !~ /^selfsubject/ { print $3, $4, $6 }'
}
uses_only_its_rights() { # uses_only_its_rights NAMESPACE RELEASE
  requests_of "$1" "$2" | cut -d' ' -f1,2 | sort -u >"$WORK/used.txt"
  rights_of "$1" "$2" >"$WORK/granted.txt"
  printf 'used %s of %s rights; used and not granted:\n' "$(wc -l <"$WORK/used.txt")" "$(wc -l <"$WORK/granted.txt")"
  [ -s "$WORK/used.txt" ] && [ -z "$(comm -23 "$WORK/used.txt" "$WORK/granted.txt" | tee /dev/stderr)" ]
}
never_forbidden() { [ -z "$(requests_of "$1" "$2" | awk '$3 == 403' | sort | uniq -c | tee /dev/stderr)" ]; } # never_forbidden NAMESPACE RELEASE

operator_scaled() { kubectl -n "$SYSTEM_NS" scale "deployment/$RELEASE" --replicas="$1" && kubectl -n "$SYSTEM_NS" rollout status "deployment/$RELEASE" --timeout=120s; }
no_operator_pod() { [ -z "$(kubectl -n "$SYSTEM_NS" get pods -l app.kubernetes.io/name=inference-gateway-operator -o name | tee /dev/stderr)" ]; }
install_only() {
  helm -n "$ONLY_SYSTEM_NS" upgrade --install "$ONLY_RELEASE" helm/inference-gateway --wait --timeout 3m \
    --set image.repository=inference-gateway-operator --set "image.tag=$TAG,runtimeImages.cpu=inference-pod:$TAG" \
    --set leaderElection=true --set "watchNamespaces={$ONLY_NS}"
}
no_cluster_role() { [ -z "$(kubectl get clusterroles,clusterrolebindings -l "app.kubernetes.io/instance=$ONLY_RELEASE" -o name | tee /dev/stderr)" ]; }
only() { kubectl -n "$ONLY_NS" "$@"; }
only_monitoring_is_told() {
  only get inferencegateway "$GATEWAY" -o json >"$WORK/only.json" &&
    json_holds '[.status.conditions[] | select(.type == "MonitoringReady")][0] | .status == "Unknown" and .reason == "NotVerified" and (.message | contains("some namespaces only"))' "$WORK/only.json"
}
clean_only() { # also for the end of a run that broke off
  helm -n "$ONLY_SYSTEM_NS" uninstall "$ONLY_RELEASE" --ignore-not-found --wait >/dev/null 2>&1 || true
  kubectl delete namespace "$ONLY_NS" "$ONLY_SYSTEM_NS" --ignore-not-found --timeout=120s >/dev/null
}

operator() {
  local path span
  check "the operator takes a ServiceMonitor, its alerts and a collector" watched_operator
  for path in /livez /readyz /metrics; do
    eventually 30 "the operator answers $path" operator_answers "$path"
  done
  eventually 150 "Prometheus scrapes the operator" in_prometheus "up{namespace=\"$SYSTEM_NS\",job=\"$RELEASE-metrics\"} == 1"
  eventually 60 "it says that it acts" in_prometheus "igw_leader{namespace=\"$SYSTEM_NS\"} == 1"
  eventually 60 "it counts its gateways" in_prometheus "igw_gateways{namespace=\"$SYSTEM_NS\",ready=\"True\"} >= 1"
  eventually 60 "it counts its requests to the API server" in_prometheus "igw_kubernetes_requests_total{namespace=\"$SYSTEM_NS\",code=\"200\"} > 0"
  eventually 150 "its alerts are loaded and evaluate" operator_rules_healthy
  check "none of them fires" no_operator_alert

  check "somebody deletes the NetworkPolicy" k delete networkpolicy "$GATEWAY"
  eventually 60 "the operator makes it anew" repaired
  eventually 30 "its log has that with a trace id" repair_is_logged
  for span in "reconcile InferenceGateway" "apply NetworkPolicy"; do
    eventually 30 "the collector has the span $span of that trace" operator_span "$span"
  done

  check "everything the operator asked the API server is in the chart's rules" uses_only_its_rights "$SYSTEM_NS" "$RELEASE"
  check "it was never forbidden anything" never_forbidden "$SYSTEM_NS" "$RELEASE"
}

operator_for_one_namespace() { # while the other one, which watches all, is away
  restricted_namespace "$ONLY_NS"
  restricted_namespace "$ONLY_SYSTEM_NS"
  check "the operator of all namespaces steps aside" operator_scaled 0
  eventually 60 "its pod is gone" no_operator_pod
  check "an operator for one namespace installs" install_only
  check "without a ClusterRole" no_cluster_role
  only apply -f .ci/e2e/gateway.yaml
  check "a gateway there becomes Ready" only wait --for=condition=Ready "inferencegateway/$GATEWAY" --timeout=180s
  eventually 30 "MonitoringReady tells why it cannot be known" only_monitoring_is_told
  check "everything that operator asked is in its Roles" uses_only_its_rights "$ONLY_SYSTEM_NS" "$ONLY_RELEASE"
  check "it was never forbidden anything" never_forbidden "$ONLY_SYSTEM_NS" "$ONLY_RELEASE"
  only delete inferencegateway "$GATEWAY" --timeout=60s
  clean_only
  check "the operator of all namespaces is back" operator_scaled 1
}
