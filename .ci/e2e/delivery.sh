# shellcheck shell=bash
# From nothing to a prediction by .ci/dev, as a newcomer does it; then the commands of docs/howto/upgrade.md as they are written
# there, on that installation: an upgrade with a changed definition, rollbacks, an operator that goes and comes back. The gateway
# serves throughout, from the same pod.

DELIVERED_NS=default DELIVERED=efficientnet DELIVERY_SYSTEM=inference-gateway-system
FIELD=spec.alerting.labels # what the older definition lacks: it reaches the alerts and no pod

delivered() { kubectl -n "$DELIVERED_NS" "$@"; }
dev() { # dev ARGUMENT… : .ci/dev on this cluster, by default with its builder and loader
  BUILD_JARS=true BUILD_IMAGE=${BUILD_IMAGE:-$CLUSTER build} LOAD_IMAGE=${LOAD_IMAGE:-$CLUSTER load} \
    OPERATOR_IMAGE="inference-gateway-operator:$TAG" POD_IMAGE="inference-pod:$TAG" .ci/dev "$@" --existing >"$WORK/dev.txt" 2>&1 || { cat "$WORK/dev.txt"; return 1; }
}
answered() { # the last line of .ci/dev is the answer: a cup of espresso
  tail -n 1 "$WORK/dev.txt" >"$WORK/answer.json" && jq -c '.predictions[0]' "$WORK/answer.json" && json_holds '.predictions[0].class == "espresso"' "$WORK/answer.json"
}
delivered_pods() { delivered get pods -l "inferencegateway.io/name=$DELIVERED" -o json | jq -r '.items[] | "\(.metadata.uid) \(.status.containerStatuses[0].restartCount)"'; }
same_pod() { diff "$WORK/pods.txt" <(delivered_pods); }
still_answers() {
  local address
  address=$(delivered get service "$DELIVERED" -o 'jsonpath={.spec.clusterIP}') && http -f -o /dev/null -F "file=@$PICTURE" "http://$address:8000/predict"
}

older_chart() { # the chart of the definition, as a release before FIELD would have it
  cp -r helm/inference-gateway-crds "$WORK/older" && sed -i 's/^version: .*/version: 0.0.9/' "$WORK/older/Chart.yaml" &&
    kubectl create --dry-run=client -o json -f crds/inferencegateways.inferencegateway.io.yaml |
    jq 'del(.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.alerting.properties.labels)' >"$WORK/older/templates/inferencegateways.inferencegateway.io.yaml"
}
older_definition() { older_chart && helm upgrade inference-gateway-crds "$WORK/older" --namespace "$DELIVERY_SYSTEM" --wait; }
field_is_unknown() {
  # kubectl patch warns of an unknown field, and the API server drops it.
  delivered patch inferencegateway "$DELIVERED" --dry-run=server -o json --type merge -p '{"spec":{"alerting":{"labels":{"team":"vision"}}}}' >"$WORK/patched.json" &&
    json_holds '.spec.alerting.labels == null' "$WORK/patched.json"
}
field_is_served() { kubectl explain "inferencegateway.$FIELD" | grep -q 'FIELD: labels'; }
untouched() { versions "$DELIVERED_NS" "$DELIVERED" >"$WORK/after.txt" && diff "$WORK/before.txt" "$WORK/after.txt"; }
remembered() { versions "$DELIVERED_NS" "$DELIVERED" >"$WORK/before.txt"; }
label() { delivered patch inferencegateway "$DELIVERED" --type merge -p "{\"spec\":{\"alerting\":$1}}"; }
alerts_have_the_label() { delivered get prometheusrule "$DELIVERED" -o json | jq -e '[.spec.groups[].rules[] | select(.alert) | .labels.team == "vision"] | length > 0 and all'; }
alerts_lack_the_label() { ! alerts_have_the_label; }
broken_operator() { helm upgrade inference-gateway helm/inference-gateway --namespace "$DELIVERY_SYSTEM" --reuse-values --set image.tag=absent; }
no_operator_runs() { [ "$(kubectl -n "$DELIVERY_SYSTEM" get deployment inference-gateway -o 'jsonpath={.status.readyReplicas}')" = "" ]; }
operator_wrote_nothing_since() { ! writes "system:serviceaccount:$DELIVERY_SYSTEM:inference-gateway" "$1" | grep .; }
unseen_is_in_progress() {
  sed 's/^  name: cats$/  name: unseen/' .ci/e2e/gateway.yaml | delivered apply -f - && verdict_is unseen Progressing "$DELIVERED_NS"
}
values_file() { # the one that docs/howto/install.md has a reader write, with the images of this run
  mkdir -p "$WORK/as-written"
  printf 'image: {repository: inference-gateway-operator, tag: %s}\nruntimeImages: {cpu: "inference-pod:%s"}\n' "$TAG" "$TAG" >"$WORK/as-written/values.yaml"
}
nothing_delivered() { ! kubectl get namespace "$DELIVERY_SYSTEM" 2>/dev/null && ! kubectl get crd inferencegateways.inferencegateway.io 2>/dev/null && [ -z "$(delivered_pods)" ]; }

clean_delivery() { # also for the end of a run that broke off
  helm -n "$DELIVERY_SYSTEM" uninstall inference-gateway --ignore-not-found --wait >/dev/null 2>&1 || true
  kubectl get crd inferencegateways.inferencegateway.io >/dev/null 2>&1 && delivered delete inferencegateway "$DELIVERED" --ignore-not-found --timeout=60s >/dev/null
  helm -n "$DELIVERY_SYSTEM" uninstall inference-gateway-crds --ignore-not-found --wait >/dev/null 2>&1 || true
  kubectl delete namespace "$DELIVERY_SYSTEM" --ignore-not-found --timeout=120s >/dev/null
}

from_nothing() {
  clean_delivery
  check ".ci/dev goes from nothing to a prediction" dev
  cat "$WORK/dev.txt"
  check "its last line is the answer" answered
  eventually 60 "the gateway and what it owns have come to rest" settled "$DELIVERED_NS" "$DELIVERED"
  delivered_pods >"$WORK/pods.txt"
  BUILD_IMAGE=true LOAD_IMAGE=true check "and goes there again, with the images that are there" dev
  check "with the same answer" answered
  check "from the same pod" same_pod
}

upgrades() {
  local since
  check "the definition of an older release, without $FIELD" older_definition
  eventually 10 "does not have that field" field_is_unknown
  remembered
  check "upgrade.md: Upgrade" as_written upgrade.md "Upgrade"
  eventually 10 "the field is served" field_is_served
  check "the gateway and what it owns are untouched" untouched
  check "the field is set" label '{"labels":{"team":"vision"}}'
  eventually 30 "and used" alerts_have_the_label

  check "an operator whose image does not exist" broken_operator
  eventually 30 "is not ready" no_operator_runs
  check "the gateway answers without an operator" still_answers
  check "upgrade.md: Roll back the operator" as_written upgrade.md "Roll back the operator"
  check "upgrade.md: the field is taken out before it goes" label '{"labels":null}'
  eventually 30 "and is gone from the alerts" alerts_lack_the_label
  remembered
  check "upgrade.md: Roll back the definition" as_written upgrade.md "Roll back the definition"
  eventually 10 "the field is gone again" field_is_unknown
  check "the gateway and what it owns are untouched" untouched

  check "upgrade.md: Remove the operator, keep the gateways" as_written upgrade.md "Remove the operator, keep the gateways"
  check "the gateway answers" still_answers
  check "a gateway that no operator has seen is in progress for Argo CD and kstatus" unseen_is_in_progress
  delivered delete inferencegateway unseen >/dev/null
  since=$(now)
  values_file
  check "install.md: Install" as_written install.md "Install"
  check "install.md: Check the installation" as_written install.md "Check the installation"
  check "the operator that came back wrote nothing" operator_wrote_nothing_since "$since"
  check "the gateway and what it owns are untouched" untouched
  check "install.md: A first gateway" as_written install.md "A first gateway"
  check "one pod has served throughout, without a restart" same_pod
  check "upgrade.md: Remove everything" as_written upgrade.md "Remove everything"
  eventually 60 "nothing is left" nothing_delivered
  check ".ci/dev down finds nothing to do" dev down
}
