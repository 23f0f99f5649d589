# shellcheck shell=bash
# The operator killed in the middle of its work, its leader frozen, the API server and etcd gone, the operator replaced and
# uninstalled: the gateways serve throughout, and nothing is lost, doubled or written twice.

OUTAGE=${OUTAGE:-60}
OPERATOR_USER=system:serviceaccount:$SYSTEM_NS:$RELEASE

upgrade_operator() { # upgrade_operator HELM-OPTION… : on top of what was set before
  helm -n "$SYSTEM_NS" upgrade "$RELEASE" helm/inference-gateway --reuse-values --wait --timeout 3m "$@"
}
operator_pods() { kubectl -n "$SYSTEM_NS" get pods -l app.kubernetes.io/component=operator "$@"; }
processes_of() { # processes_of POD : of its first container, by its id, which is the name of their cgroup
  local container
  container=$(kubectl -n "$SYSTEM_NS" get pod "$1" -o 'jsonpath={.status.containerStatuses[0].containerID}') && [ -n "$container" ] &&
    grep -l "${container##*/}" /proc/[0-9]*/cgroup 2>/dev/null | cut -d/ -f3
}
signal_operator() { # signal_operator SIGNAL POD
  # shellcheck disable=SC2046 # one argument per process
  kill "-$1" $(processes_of "$2")
}
leader() { kubectl -n "$SYSTEM_NS" get lease inference-gateway-operator -o 'jsonpath={.spec.holderIdentity}'; }
restarts_of() { kubectl -n "$SYSTEM_NS" get pod "$1" -o 'jsonpath={.status.containerStatuses[0].restartCount}'; }
restarted() { [ "$(restarts_of "$1")" -gt "$2" ]; }
another_leads() { local now; now=$(leader) && echo "$now" && [ -n "$now" ] && [ "$now" != "$1" ]; }
said_that_it_lost() { operator_log "$SYSTEM_NS" --since=5m >/dev/null; kubectl -n "$SYSTEM_NS" logs "$1" --previous | grep 'no longer the leader'; }
both_are_ready() { operator_pods -o json >"$WORK/operators.json" && json_holds '[.items[] | select(.status.containerStatuses[0].ready)] | length == 2' "$WORK/operators.json"; }

kinds_of() { # kinds_of GATEWAY : what the operator has made for it, each object once
  owned "$NS" "$1" | cut -d' ' -f1 | grep -vE '^(Pod|ReplicaSet|EndpointSlice)/' | sed 's#/.*##' | sort
}
owns_as_much_as() { diff <(kinds_of "$1") <(kinds_of "$2"); }
changes_since() { writes "$OPERATOR_USER" "$1" | awk -F '\t' '$4 !~ /leases|status/'; }
changed_nothing_since() { ! changes_since "$1" | grep .; }
served_throughout() { # served_throughout FILE : of lines with the codes of predictions
  sort "$1" | uniq -c
  [ "$(grep -c '^200$' "$1")" -ge 5 ] && ! grep -qv '^200$' "$1"
}
predictions_for() { # predictions_for SECONDS FILE : one after another, their codes
  local end=$((SECONDS + $1))
  : >"$2"
  while [ "$SECONDS" -lt "$end" ]; do
    http -m 30 -o /dev/null -w '%{http_code}\n' -F "file=@$PICTURE" "http://$ADDRESS:8000/predict" >>"$2" || true
    sleep 0.5
  done
}
target_is_carried_out() { # target_is_carried_out PERCENT : an edit of a target reaches the status
  k get inferencegateway "$GATEWAY" -o json >"$WORK/target.json" &&
    json_holds "[.status.slos[] | select(.name == \"latency\")][0].target == \"$1\" and .status.observedGeneration == .metadata.generation" "$WORK/target.json"
}
edit_target() { patched "{\"spec\":{\"slo\":{\"latency\":{\"target\":$1}}}}"; }

an_operator_is_ready() { # and no other is on its way out; its processes in $PROCESSES
  operator_pods -o json >"$WORK/operators.json" &&
    json_holds '[.items[] | select(.metadata.deletionTimestamp == null)] | length == 1 and .[0].status.containerStatuses[0].ready' "$WORK/operators.json" &&
    PROCESSES=$(processes_of "$(jq -r '[.items[] | select(.metadata.deletionTimestamp == null)][0].metadata.name' "$WORK/operators.json")")
}
kill_operator_when() { # kill_operator_when KIND NAME : the moment that object appears
  local appeared watch
  mkfifo "$WORK/appeared"
  timeout 60 kubectl -n "$NS" get "$1" --field-selector "metadata.name=$2" -w -o name >"$WORK/appeared" &
  watch=$!
  k apply -f "$WORK/killed.yaml" >/dev/null
  read -r appeared <"$WORK/appeared" || true
  # shellcheck disable=SC2086 # one argument per process
  kill -KILL $PROCESSES
  printf 'killed when %s appeared: %s of its objects were there\n' "$appeared" "$(kinds_of "$2" | wc -l)"
  { kill "$watch" && wait "$watch"; } 2>/dev/null || true
  rm -f "$WORK/appeared"
}
killed_in_the_middle() {
  local kind
  for kind in serviceaccount networkpolicy deployment; do
    manifest_with "killed-$kind" '{"replicas":2}' >"$WORK/killed.yaml"
    eventually 60 "an operator to kill" an_operator_is_ready
    kill_operator_when "$kind" "killed-$kind"
    # Another pod, or the kubelet would wait longer each time before it starts the container again.
    operator_pods -o name | xargs -r kubectl -n "$SYSTEM_NS" delete --wait=false >/dev/null
  done
  check "two pods for comparison" patched '{"spec":{"replicas":2}}'
  for kind in serviceaccount networkpolicy deployment; do
    state 180 "operator killed in the middle" "killed-$kind"
    eventually 60 "killed-$kind has what an undisturbed gateway has, each once" owns_as_much_as "killed-$kind" "$GATEWAY"
  done
  k delete inferencegateways killed-{serviceaccount,networkpolicy,deployment} --timeout=60s >/dev/null
  check "back to one pod" patched '{"spec":{"replicas":1}}'
}

leader_lost() {
  local old since restarts
  check "two operators elect a leader" upgrade_operator --set replicas=2,leaderElection=true
  eventually 60 "both are ready" both_are_ready
  old=$(leader)
  restarts=$(restarts_of "$old")
  echo "the leader is $old"
  signal_operator STOP "$old"
  check "an edit while the leader is frozen" edit_target 98
  eventually 60 "another operator leads" another_leads "$old"
  eventually 30 "it carries out the edit" target_is_carried_out 98
  state 60 "leader lost" "$GATEWAY"
  since=$(now)
  signal_operator CONT "$old"
  eventually 60 "the old leader ends itself when it wakes up" restarted "$old" "$restarts"
  check "and says why" said_that_it_lost "$old"
  check "neither has changed anything since" changed_nothing_since "$since"
  eventually 60 "both are ready again" both_are_ready
}

# Who was cut off asks again after a while that grows, up to half a minute. Until it has, the node controller takes the node
# for dead by the lease it knows, and its pods out of their services.
node_and_service_are_ready() {
  kubectl get nodes -o json >"$WORK/nodes.json" &&
    json_holds '[.items[].status.conditions[] | select(.type == "Ready")] | all(.status == "True")' "$WORK/nodes.json" &&
    k get endpointslices -l "kubernetes.io/service-name=$GATEWAY" -o json >"$WORK/slices.json" &&
    json_holds '[.items[].endpoints[]? | select(.conditions.ready)] | length >= 1' "$WORK/slices.json" && predict
}
held() { # held SECONDS COMMAND… : all that time
  local end=$((SECONDS + $1))
  shift
  while [ "$SECONDS" -lt "$end" ]; do "$@" && sleep 1 || return 1; done
}

outage() { # outage PART SECONDS TARGET STATE
  local since predictions
  since=$(now)
  check "$1 ends" "$CLUSTER" stop "$1"
  predictions_for "$2" "$WORK/outage.txt"
  check "predictions are answered for $2 s without $1" served_throughout "$WORK/outage.txt"
  check "$1 is back" "$CLUSTER" up
  eventually 90 "an operator is ready" both_are_ready
  check "nothing was changed because of it" changed_nothing_since "$since"
  check "an edit is taken" edit_target "$3"
  eventually 60 "and carried out" target_is_carried_out "$3"
  state 90 "$4" "$GATEWAY"
  eventually 120 "the cluster has come to rest" held 20 node_and_service_are_ready
}

replaced() {
  local pod since
  pod=$(k get pods -l "inferencegateway.io/name=$GATEWAY" -o 'jsonpath={.items[*].metadata.uid}')
  check "an operator with a newer runtime image" upgrade_operator --set runtimeImages.cpu=inference-pod:next
  state 60 "newer operator" "$GATEWAY"
  check "the operator is uninstalled" helm -n "$SYSTEM_NS" uninstall "$RELEASE" --wait --timeout 2m
  state 10 "operator uninstalled" "$GATEWAY"
  check "the gateway serves without it" predict
  # Replicas made it when they elected a leader; it is no object of the chart.
  kubectl -n "$SYSTEM_NS" delete lease inference-gateway-operator --ignore-not-found >/dev/null
  since=$(now)
  check "the operator is installed again" install_charts
  eventually 60 "it withdraws the offer of a newer image" no_update_is_offered
  check "it changes nothing of what the gateways own" changed_nothing_since "$since"
  check "the same pod has served throughout" [ "$pod" = "$(k get pods -l "inferencegateway.io/name=$GATEWAY" -o 'jsonpath={.items[*].metadata.uid}')" ]
}
no_update_is_offered() { k get inferencegateway "$GATEWAY" -o json >"$WORK/runtime.json" && json_holds '.status.runtime.update == null' "$WORK/runtime.json"; }

faults() {
  killed_in_the_middle
  leader_lost
  # etcd first: its outage is shorter than the 40 s after which a node is taken for dead.
  outage etcd $((OUTAGE / 3)) 97 "etcd gone"
  outage apiserver "$OUTAGE" 96 "API server gone"
  replaced
}
