# shellcheck shell=bash
# What a gateway owns on a real API server: the set of one pod and of two, the hand-over of the number of pods to an
# autoscaler and back without a drop to one, and a name that somebody takes first.

owns() { owned "$NS" "$1" | cut -d' ' -f1 | tee /dev/stderr | grep -qx "$2/$1"; }
owns_no() { ! owned "$NS" "$1" | cut -d' ' -f1 | tee /dev/stderr | grep -qx "$2/$1"; }
patched() { k patch inferencegateway "$GATEWAY" --type merge -p "$1"; }
ready_pods() { [ "$(k get deployment "$GATEWAY" -o 'jsonpath={.spec.replicas} {.status.readyReplicas}')" = "$1 $1" ]; }
no_token_is_mounted() { [ "$(k get serviceaccount "$GATEWAY" -o 'jsonpath={.automountServiceAccountToken}')" = false ]; }
never_below_two() { sort -n "$WORK/replicas.txt" | tee /dev/stderr | head -1 | grep -qx '[2-9]'; }
taken_is_left_alone() { [ "$(k get service taken -o 'jsonpath={.spec.selector.app} {.metadata.ownerReferences}')" = "shop " ]; }

owned_set() {
  local kind watch
  for kind in ServiceAccount Service NetworkPolicy Deployment ServiceMonitor PrometheusRule; do
    check "$GATEWAY owns a $kind" owns "$GATEWAY" "$kind"
  done
  check "its ServiceAccount's token is mounted nowhere" no_token_is_mounted
  check "one pod has no PodDisruptionBudget" owns_no "$GATEWAY" PodDisruptionBudget
  check "two pods" patched '{"spec":{"replicas":2}}'
  eventually 120 "are ready" ready_pods 2
  eventually 30 "and have a PodDisruptionBudget" owns "$GATEWAY" PodDisruptionBudget
  # Not by `k`: a function in the background is a shell of its own, and kubectl would outlive it.
  kubectl -n "$NS" get deployment "$GATEWAY" -w -o 'jsonpath={.spec.replicas}{"\n"}' >"$WORK/replicas.txt" &
  watch=$!
  check "an autoscaler from 2 to 3" patched '{"spec":{"replicas":1,"autoscaling":{"minReplicas":2,"maxReplicas":3}}}'
  eventually 60 "is there" owns "$GATEWAY" HorizontalPodAutoscaler
  state 30 "an autoscaler took over" "$GATEWAY"
  sleep 20 # the autoscaler looks every 15 s
  check "back to two pods" patched '{"spec":{"replicas":2,"autoscaling":null}}'
  eventually 60 "without an autoscaler" owns_no "$GATEWAY" HorizontalPodAutoscaler
  state 30 "back at fixed replicas" "$GATEWAY"
  kill "$watch" && wait "$watch" 2>/dev/null || true
  check "there were never fewer than two" never_below_two
  check "back to one pod" patched '{"spec":{"replicas":1}}'
  eventually 60 "without a PodDisruptionBudget" owns_no "$GATEWAY" PodDisruptionBudget
  eventually 60 "it is ready" ready_pods 1

  k create service clusterip taken --tcp=80 >/dev/null
  k patch service taken --type merge -p '{"spec":{"selector":{"app":"shop"}}}' >/dev/null
  sed 's/^  name: cats$/  name: taken/' .ci/e2e/gateway.yaml | k apply -f - >/dev/null
  state 60 "name taken by a stranger" taken
  check "and their object left alone" taken_is_left_alone
  k delete inferencegateway taken --timeout=60s
  check "also when the gateway goes" taken_is_left_alone
  k delete service taken >/dev/null
}
