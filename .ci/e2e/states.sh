# shellcheck shell=bash
# Gateways that cannot serve, all at once: kubectl describe alone says what is wrong and what to do. Then what a served
# gateway says when its surroundings change under it.

QUOTA_NS=$NS-quota
NO_DIGEST=sha256:$(printf '%064d' 0)

manifest_with() { # manifest_with NAME JSON-PATCH : the gateway of the end-to-end run under another name
  sed "s/^  name: cats$/  name: $1/" .ci/e2e/gateway.yaml | kubectl patch --local --type merge -p "{\"spec\":$2}" -f - -o yaml
}
gateway_with() { # gateway_with NAME JSON-PATCH [NAMESPACE]
  manifest_with "$1" "$2" | kubectl -n "${3:-$NS}" apply -f - >/dev/null
}
crds_of() { # crds_of MODULE@VERSION FILE… : custom resource definitions out of a Go module
  local dir
  dir=$(cd "$WORK" && GOWORK=off GOFLAGS=-mod=mod go mod download -json "$1" | jq -r .Dir)
  printf -- "-f $dir/%s\n" "${@:2}"
}
optional_kinds() {
  crds_of sigs.k8s.io/gateway-api@v1.4.0 config/crd/standard/gateway.networking.k8s.io_{httproutes,gateways}.yaml
  crds_of github.com/kedacore/keda/v2@v2.18.0 config/crd/bases/keda.sh_scaledobjects.yaml
}
with_optional_kinds() { # with_optional_kinds COMMAND OPTION… : kubectl on those definitions
  # shellcheck disable=SC2046 # one option each
  kubectl "$@" $(optional_kinds) # server-side: they are too long for an annotation
}
drop_validation() { # an InferenceGateway CRD that checks nothing: one of an older release has fewer rules
  kubectl get crd inferencegateways.inferencegateway.io -o json >"$WORK/crd.json" &&
    jq 'del(.status, .metadata.managedFields) | walk(if type == "object" then del(."x-kubernetes-validations", .pattern) else . end)' "$WORK/crd.json" | kubectl replace -f -
}
restore_validation() { jq 'del(.status, .metadata.managedFields, .metadata.resourceVersion)' "$WORK/crd.json" | kubectl replace -f -; }

broken_gateways() {
  gateway_with wrong-digest "{\"model\":{\"digest\":\"$NO_DIGEST\"}}"
  gateway_with no-secret '{"expose":{"tls":{"secretName":"pair"}}}'
  gateway_with no-config '{"podTemplate":{"volumes":[{"name":"extra","mountPath":"/extra","configMapName":"extra"}]}}'
  gateway_with no-image '{"runtime":{"image":"registry.invalid/pod:1"}}'
  gateway_with no-memory '{"resources":{"requests":{"memory":"64Mi"},"limits":{"memory":"64Mi"}}}'
  gateway_with no-gpu '{"device":"cuda"}'
  gateway_with no-keda '{"autoscaling":{"metric":"queueDepth","target":4,"minReplicas":1,"maxReplicas":3,"prometheusUrl":"http://prometheus.monitoring.svc:9090"}}'
  gateway_with no-route '{"expose":{"gatewayRef":{"name":"public","namespace":"infra"},"hostnames":["cats.example.com"]}}'
}

quota() { # quota NAME HARD-LIMITS : in the namespace of its own
  kubectl -n "$QUOTA_NS" create quota "$1" --hard="$2" >/dev/null
}
quota_states() {
  restricted_namespace "$QUOTA_NS"
  quota pods pods=0
  gateway_with no-pods '{}' "$QUOTA_NS"
  state 60 "pods refused by a quota" no-pods "$QUOTA_NS"
  quota objects count/deployments.apps=1
  sleep 1 # the quota counts what is there before it refuses
  gateway_with no-deployment '{}' "$QUOTA_NS"
  state 60 "object refused by a quota" no-deployment "$QUOTA_NS"
  kubectl -n "$QUOTA_NS" delete quota pods objects >/dev/null
  state 120 "quota raised" no-pods "$QUOTA_NS"
  state 120 "quota raised" no-deployment "$QUOTA_NS"
}

# Kinds come and go under the running operator, which asks each minute: all of them at once.
kinds_states() {
  state 30 "KEDA absent" no-keda
  state 30 "Gateway API absent" no-route
  check "real definitions of KEDA and of the Gateway API are installed" with_optional_kinds apply --server-side
  check "that of the ServiceMonitor is removed" kubectl delete crd servicemonitors.monitoring.coreos.com --timeout=60s
  state 120 "monitoring CRDs absent" "$GATEWAY"
  check "and the gateway serves" predict
  state 120 "KEDA installed later" no-keda
  state 120 "Gateway API installed later" no-route
  # By name: a kind of those that `owns` lists is absent just now.
  check "the gateway owns a ScaledObject" k get scaledobjects.keda.sh no-keda
  check "the gateway owns an HTTPRoute" k get httproutes.gateway.networking.k8s.io no-route
  check "both kinds are removed" with_optional_kinds delete --wait
  "$CLUSTER" addon crds
  state 120 "kind of a route removed" no-route
  state 120 "monitoring CRDs installed later" "$GATEWAY"
  check "the gateway owns a ServiceMonitor again" owns "$GATEWAY" ServiceMonitor
}

selection_states() {
  local selector='{"spec":{"serviceMonitorSelector":{"matchLabels":{"release":"stack"}}}}'
  kubectl -n monitoring patch prometheus igw --type merge -p "$selector" >/dev/null
  state 30 "ServiceMonitor not selected" "$GATEWAY"
  kubectl -n monitoring patch prometheus igw --type json -p '[{"op":"replace","path":"/spec/serviceMonitorSelector","value":{}}]' >/dev/null
  state 30 "ServiceMonitor selected again" "$GATEWAY"
}

bad_spec_states() {
  check "an older CRD, with fewer rules, is there" drop_validation
  check "it lets a bad spec in" patched '{"spec":{"overload":{"timeout":"soon"}}}'
  state 30 "bad spec over a good one" "$GATEWAY"
  check "and the gateway serves" predict
  check "the spec is mended" patched '{"spec":{"overload":{"timeout":"20s"}}}'
  state 60 "spec mended" "$GATEWAY"
  check "the newer CRD is back" restore_validation
}

drift_states() {
  k label service "$GATEWAY" team=vision >/dev/null
  k patch service "$GATEWAY" --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":9999}]' >/dev/null
  eventually 30 "a hand-made change is put back" drift_is_repaired
  check "another manager's label stays" [ "$(k get service "$GATEWAY" -o 'jsonpath={.metadata.labels.team}')" = vision ]
  state 30 "drift repaired" "$GATEWAY"
  k label service "$GATEWAY" team- >/dev/null
  k delete service "$GATEWAY" --wait >/dev/null
  eventually 30 "a deleted Service is back" owns "$GATEWAY" Service
  ADDRESS=$(service_address)
  eventually 30 "and leads to the pod" predict
}
drift_is_repaired() { k get service "$GATEWAY" -o json >"$WORK/service.json" && json_holds '[.spec.ports[].targetPort] | index(9999) == null' "$WORK/service.json"; }

states() {
  broken_gateways
  state 60 "missing Secret" no-secret
  state 60 "missing ConfigMap" no-config
  state 60 "no node with a GPU" no-gpu
  state 90 "image cannot be pulled" no-image
  state 120 "out of memory" no-memory
  state 120 "wrong digest" wrong-digest
  verdicts_on_states
  kinds_states
  k delete inferencegateways wrong-digest no-secret no-config no-image no-memory no-gpu no-keda no-route --timeout=60s >/dev/null
  quota_states
  state 30 "serves" "$GATEWAY"
  bad_spec_states
  drift_states
  selection_states
  kubectl delete namespace "$QUOTA_NS" --timeout=90s >/dev/null
}
