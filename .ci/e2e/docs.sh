# shellcheck shell=bash
# The commands of tutorial and how-tos that need a cluster, as they stand there, on the installation that .ci/dev has just made.
# Afterwards the release is what it was, and nothing of the pages is left.

on_pages() { # on_pages PAGE HEADING… : as_written, with what the pages take for granted on PATH
  PATH="$PWD/operator/target:$DOCS_BIN:$PATH" as_written "$@"
}
docs_programs() {
  mkdir -p "$PAGES" "$WORK/docs-bin" && DOCS_BIN=$WORK/docs-bin && ln -sfn "$(go_tool amtool github.com/prometheus/alertmanager/cmd/amtool@v0.31.0)" "$DOCS_BIN/amtool"
}
docs_files() { # what a reader has: a key pair, and the secrets of two services
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=cats -keyout "$PAGES/tls.key" -out "$PAGES/tls.crt" 2>/dev/null &&
    printf 'https://hooks.example.com/services/T/B/x' >"$PAGES/slack-url" && printf '0123456789abcdef0123456789abcdef' >"$PAGES/pagerduty-routing-key"
}
both_serve() { # the shared Service has the pods of both
  [ "$(delivered get endpointslices -l kubernetes.io/service-name=cats-shared -o json |
    jq '[.items[].endpoints[] | select(.conditions.ready) | .targetRef.name | sub("-[^-]+-[^-]+$"; "")] | unique == ["cats", "cats-next"]')" = true ]
}
shared_answers() {
  local address
  address=$(delivered get service cats-shared -o 'jsonpath={.spec.clusterIP}') && http -f -o /dev/null -F "file=@$PICTURE" "http://$address:8000/predict"
}
revision() { helm -n "$DELIVERY_SYSTEM" history inference-gateway -o json | jq '.[-1].revision'; }
as_it_was() { helm -n "$DELIVERY_SYSTEM" rollback inference-gateway "$DOCS_REVISION" --wait --timeout 3m; }
merged_by_the_prometheus_operator() { # the generated file has both receivers
  on_pages alerts.md "What Alertmanager makes of it" && grep -q 'slack_configs' "$PAGES/generated.yaml" && grep -q 'pagerduty_configs' "$PAGES/generated.yaml"
}
with_routes() { # with_routes COMMAND OPTION… : kubectl on the Gateway API's definition of HTTPRoute
  # shellcheck disable=SC2046 # one option each
  kubectl "$@" $(crds_of sigs.k8s.io/gateway-api@v1.4.0 config/crd/standard/gateway.networking.k8s.io_httproutes.yaml)
}
even_weights() { [ "$(delivered get httproute cats-shared -o 'jsonpath={.spec.rules[0].backendRefs[*].weight}')" = "50 50" ]; }
assessed_as_documented() { # the command ends well with criteria that are not met, so its table is looked at
  on_pages monitor.md "Is it observable?" >"$WORK/assessed.txt" 2>&1 || { cat "$WORK/assessed.txt"; return 1; }
  grep -E 'SLO-4' "$WORK/assessed.txt" && grep 'criteria met' "$WORK/assessed.txt"
}
clean_documents() {
  delivered delete inferencegateway cats cats-next mine lesson --ignore-not-found --timeout=60s
  delivered delete service cats-shared --ignore-not-found
  delivered delete httproute cats-shared --ignore-not-found
  delivered delete secret cats-tls cats-clients alert-receivers --ignore-not-found
  delivered delete configmap mine-golden --ignore-not-found
}

documents() {
  PAGES=$WORK/as-written DOCS_REVISION=$(revision)
  clean_documents >/dev/null 2>&1 || true
  check "a reader's programs" docs_programs
  check "a reader's files" docs_files

  check "canary.md: two gateways" on_pages canary.md "Two gateways"
  check "canary.md: one Service" on_pages canary.md "Share by pods"
  eventually 30 "it has the pods of both" both_serve
  eventually 20 "and answers" shared_answers
  check "the definition of routes is installed" with_routes apply --server-side
  check "canary.md: one route" on_pages canary.md "Share by weights"
  check "its weights are even now" even_weights
  check "the definition of routes is removed again" with_routes delete --wait=false
  check "canary.md: judge" on_pages canary.md "Judge"
  check "canary.md: take it" on_pages canary.md "Take it, or take it back"

  check "scale-and-place.md: number of pods" on_pages scale-and-place.md "Number of pods"
  check "scale-and-place.md: a newer image" on_pages scale-and-place.md "A newer runtime image"
  check "secure.md: the Secrets" on_pages secure.md "Secure the API of a gateway"
  check "alerts.md: by the gateway" on_pages alerts.md "By the gateway"
  eventually 60 "alerts.md: what Alertmanager makes of it" merged_by_the_prometheus_operator
  check "model-sources.md: what one sees" on_pages model-sources.md "What you see"
  check "monitor.md: is it looked at" on_pages monitor.md "Monitor"
  check "monitor.md: assess" assessed_as_documented
  check "error-budget.md: ask Prometheus" on_pages error-budget.md "Let the operator ask Prometheus"
  check "error-budget.md: read it" on_pages error-budget.md "Read the error budget"
  check "error-budget.md: override" on_pages error-budget.md "Error-budget policy"
  check "operate.md: metrics and alerts" on_pages operate.md "Metrics and alerts"
  delivered delete inferencegateway cats --timeout=60s >/dev/null
  check "own-model.md: a self-test" on_pages own-model.md "Let it prove itself before it serves"
  delivered delete inferencegateway mine --timeout=60s >/dev/null

  check "tutorial.md: thirty times faster" on_pages tutorial.md "3. Thirty times faster"
  check "tutorial.md: a promise" on_pages tutorial.md "4. A promise"
  check "tutorial.md: good days" on_pages tutorial.md "5. Good days"
  check "tutorial.md: a bad day, and its alert" on_pages tutorial.md "6. A bad day"
  check "tutorial.md: what the gateway says" on_pages tutorial.md "7. What the gateway says"
  check "tutorial.md: the alert ends" on_pages tutorial.md "8. Afterwards"
  check "tutorial.md: clean up" on_pages tutorial.md "9. Clean up"
  clean_documents >/dev/null 2>&1 || true
  check "the release is what it was" as_it_was
  eventually 60 "and the first gateway has come to rest" settled "$DELIVERED_NS" "$DELIVERED"
}
