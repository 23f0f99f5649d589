# shellcheck shell=bash
# Both charts, with images that .ci/dev built and loaded (delivery.sh).

TAG=ci

install_charts() { # install_charts [OPERATOR-TAG]
  helm -n "$SYSTEM_NS" upgrade --install "$CRDS_RELEASE" helm/inference-gateway-crds --wait
  helm -n "$SYSTEM_NS" upgrade --install "$RELEASE" helm/inference-gateway --wait --timeout 3m \
    --set image.repository=inference-gateway-operator,image.tag="${1:-$TAG}" \
    --set runtimeImages.cpu="inference-pod:$TAG" --set logLevel=DEBUG
}

crd_is_established() { kubectl wait --for=condition=Established crd/inferencegateways.inferencegateway.io --timeout=30s; }
values_sets() { printf '%s\n' /dev/null helm/inference-gateway/ci/*-values.yaml; }
rendered_is_accepted() { # rendered_is_accepted VALUES-FILE : every object, the test's pod too, by the API server
  # A pod is accepted with a ServiceAccount that is there only.
  helm template other helm/inference-gateway --namespace "$SYSTEM_NS" --kube-version 1.34 --values "$1" --set "serviceAccount.name=$RELEASE" >"$WORK/rendered.yaml" &&
    kubectl apply --dry-run=server --validate=strict -f "$WORK/rendered.yaml" | tee "$WORK/accepted.txt" &&
    [ "$(grep -c '^kind: ' "$WORK/rendered.yaml")" = "$(grep -c 'server dry run' "$WORK/accepted.txt")" ]
}
dashboard_is_whole() {
  diff <(kubectl -n "$SYSTEM_NS" get configmap "$RELEASE-dashboards" -o json | jq -S '.data["inference-gateway-slo-overview.json"] | fromjson') \
    <(jq -S . helm/inference-gateway/dashboards/inference-gateway-slo-overview.json)
}
kind_parses() { # the real kind reads the file before it looks for Docker, which it is not given
  local kind answer
  kind=$("$CLUSTER" tool kind) || return 1
  answer=$(DOCKER_HOST=unix:///nonexistent KIND_EXPERIMENTAL_PROVIDER=docker "$kind" create cluster --config kind-config.yaml 2>&1) || true
  echo "$answer"
  [[ $answer == *"docker info"* && $answer != *decode* && $answer != *invalid* ]]
}

charts() {
  check "helm lint --strict" helm lint --strict helm/inference-gateway-crds helm/inference-gateway
  check "kind reads kind-config.yaml" kind_parses
  restricted_namespace "$NS"
  restricted_namespace "$SYSTEM_NS"
  check "both charts install, the operator becomes ready" install_charts
  check "the CRD is established" crd_is_established
  check "the chart's ConfigMap holds the dashboard" dashboard_is_whole
  local values
  for values in $(values_sets); do
    check "the API server accepts every object of the chart with $values" rendered_is_accepted "$values"
  done
}
