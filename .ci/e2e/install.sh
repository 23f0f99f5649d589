# shellcheck shell=bash
# Images from the jars Maven built, into the cluster; both charts.

TAG=ci

images() {
  local module image
  for module in operator inference-pod; do
    [ "$module" = operator ] && image=inference-gateway-operator || image=$module
    check "image $image builds" "$CLUSTER" build -f "$module/Dockerfile" -t "$image:$TAG" "$module"
    check "image $image loads" "$CLUSTER" load "$image:$TAG"
  done
}

install_charts() { # install_charts [OPERATOR-TAG]
  helm -n "$SYSTEM_NS" upgrade --install "$CRDS_RELEASE" helm/inference-gateway-crds --wait
  helm -n "$SYSTEM_NS" upgrade --install "$RELEASE" helm/inference-gateway --wait --timeout 3m \
    --set image.repository=inference-gateway-operator,image.tag="${1:-$TAG}" \
    --set runtimeImages.cpu="inference-pod:$TAG" --set logLevel=DEBUG
}

refuses_unknown_values() { ! helm template x helm/inference-gateway --set replicaz=1 2>&1; }
refuses_two_without_election() { ! helm template x helm/inference-gateway --set replicas=2 2>&1; }
crd_is_established() { kubectl wait --for=condition=Established crd/inferencegateways.inferencegateway.io --timeout=30s; }
chart_variants_accepted() { # what the plain installation does not render
  helm template other helm/inference-gateway -n "$SYSTEM_NS" --set replicas=2,leaderElection=true,metrics.serviceMonitor.enabled=true,checkReferences=false \
    --set prometheus.url=https://prometheus:9091,prometheus.ca.configMap=ca,prometheus.token.serviceAccount=true \
    --set "watchNamespaces={$NS}" | kubectl apply --dry-run=server -f -
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
  check "the chart refuses an unknown value" refuses_unknown_values
  check "the chart refuses two replicas without leader election" refuses_two_without_election
  check "kind reads kind-config.yaml" kind_parses
  restricted_namespace "$NS"
  restricted_namespace "$SYSTEM_NS"
  check "both charts install, the operator becomes ready" install_charts
  check "the CRD is established" crd_is_established
  check "the chart's ConfigMap holds the dashboard" dashboard_is_whole
  check "the API server accepts the chart with every option" chart_variants_accepted
}
