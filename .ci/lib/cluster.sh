# shellcheck shell=bash
# The development cluster beside the repository, and small words for talking to it.

CLUSTER=../shared/cluster/cluster
# The bridge of that cluster: pods reach processes of this machine there.
BRIDGE=10.244.0.1

# Names of what the end-to-end part creates.
NS=igw-ci
SYSTEM_NS=igw-ci-system
RELEASE=inference-gateway
CRDS_RELEASE=inference-gateway-crds
GATEWAY=cats

k() { kubectl -n "$NS" "$@"; }
json_holds() { # json_holds FILTER FILE [JQ-OPTION…] : the filter says true (jq -e is content with an empty file)
  [ "$(jq "${@:3}" "$1" "$2")" = true ]
}
now() { date -u +%FT%T.%6N; } # as the audit log and the logs of our processes write it: whole seconds would count what came just before
http() { curl --noproxy '*' -sS -m 60 "$@"; }

cluster_up() {
  kubectl get --raw /readyz >/dev/null 2>&1 || TAKE_CLUSTER_DOWN=yes
  "$CLUSTER" install
  "$CLUSTER" up
  "$CLUSTER" base-images
  "$CLUSTER" addon crds
  "$CLUSTER" addon monitoring
}

clean() { # nothing of an earlier run is left; also the end of this one
  helm -n "$SYSTEM_NS" uninstall "$RELEASE" --ignore-not-found --wait >/dev/null 2>&1 || true
  helm -n "$SYSTEM_NS" uninstall "$CRDS_RELEASE" --ignore-not-found --wait >/dev/null 2>&1 || true
  kubectl delete crd inferencegateways.inferencegateway.io --ignore-not-found --timeout=60s >/dev/null
  kubectl delete namespace "$NS" "$NS-quota" "$SYSTEM_NS" --ignore-not-found --timeout=120s >/dev/null
}

restricted_namespace() { # restricted_namespace NAME : its pods must meet the strictest Pod Security standard
  kubectl create namespace "$1" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl label namespace "$1" pod-security.kubernetes.io/enforce=restricted --overwrite >/dev/null
}

listable() { # every namespaced kind of the cluster but the gateways themselves, comma-separated
  kubectl api-resources --namespaced --verbs=list -o name | grep -vE '^(events|endpoints|inferencegateways)(\.|$)|metrics\.k8s\.io' | paste -sd,
}

owned() { # owned NAMESPACE GATEWAY : kind/name and resourceVersion of everything labelled with the gateway, pods too
  [ -n "${LISTABLE:-}" ] || LISTABLE=$(listable)
  kubectl -n "$1" get "$LISTABLE" -l "inferencegateway.io/name=$2" --ignore-not-found -o json |
    jq -r '(.items // [])[] | "\(.kind)/\(.metadata.name) \(.metadata.resourceVersion)"' | sort
}

operator_log() { kubectl -n "${1:-$SYSTEM_NS}" logs "deployment/$RELEASE" --tail=-1 "${@:2}"; } # operator_log [NAMESPACE [OPTION…]]
gateway_pod() { k get pods -l "inferencegateway.io/name=$GATEWAY" -o 'jsonpath={.items[0].metadata.name}'; }

DIAGNOSED=0
diagnose() { # prints the diagnostics when something has failed since the last time
  [ "$failed" = "$DIAGNOSED" ] || diagnostics
  DIAGNOSED=$failed
}
diagnostics() { # what one wants to read after a failure
  printf '\n== diagnostics\n'
  k describe inferencegateway 2>&1 | tail -n 60 || true
  k get deployments,pods,services -o wide 2>&1 || true
  k describe pods 2>&1 | tail -n 40 || true
  k get events --sort-by=.lastTimestamp 2>&1 | tail -n 20 || true
  k logs -l "inferencegateway.io/name=$GATEWAY" --tail=30 2>&1 || true
  kubectl -n "$SYSTEM_NS" get pods -o wide 2>&1 || true
  operator_log "$SYSTEM_NS" 2>&1 | tail -n 60 | cut -c1-600 || true
  [ ! -s "$WORK/otelcol.log" ] || tail -n 20 "$WORK/otelcol.log"
}
