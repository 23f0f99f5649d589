# shellcheck shell=bash
# Real bad conditions, seen by whoever is told: a deadline too short for the model, and a model that cannot be loaded. The
# budget burns, the alert reaches a webhook, the resource shows it, and removing the fault resolves it. The windows are thirty
# times shorter than in production (docs/slo.md, "Short windows, for tests only").

BURNING=burning
BROKEN=broken
WEBHOOK_PORT=19380
WRONG_DIGEST=sha256:$(printf '%064d' 0)

short_windows() {
  helm -n "$SYSTEM_NS" upgrade "$RELEASE" helm/inference-gateway --reuse-values --wait --timeout 3m \
    --set "extraEnv[0].name=SLO_TEST_TIME_DIVISOR" --set-string "extraEnv[0].value=30" \
    --set prometheus.url=http://prometheus.monitoring.svc:9090
}
start_webhook() {
  python3 .ci/lib/webhook.py "$BRIDGE" "$WEBHOOK_PORT" "$WORK/webhook.jsonl" &
  WEBHOOK=$!
}
stop_alerts() {
  local id
  for id in "${WEBHOOK:-}" "${TRAFFIC[@]}"; do
    [ -z "$id" ] || { kill "$id" && wait "$id"; } 2>/dev/null || true
  done
  TRAFFIC=() WEBHOOK=''
}
TRAFFIC=()
traffic_to() { # traffic_to ADDRESS NAME : four predictions a second, at most twenty minutes; says when the first goes wrong
  (
    end=$((SECONDS + 1200)) code='' wrong=''
    while [ "$SECONDS" -lt "$end" ]; do
      code=$(http -m 5 -o /dev/null -w '%{http_code}' -F "file=@$PICTURE" "http://$1:8000/predict" 2>/dev/null) || true
      if [ -z "$wrong" ] && [[ $code == 5* ]]; then
        wrong=yes
        stamp "$2: first bad event, HTTP $code"
      fi
      sleep 0.25
    done
  ) &
  TRAFFIC+=($!)
}
gateway_is() { # gateway_is NAME JQ-FILTER : of the resource
  k get inferencegateway "$1" -o json >"$WORK/$1.json" && jq -c '{summary: .status.summary, slos: .status.slos, conditions: .status.conditions}' "$WORK/$1.json" &&
    json_holds "$2" "$WORK/$1.json"
}
availability='[.status.slos[] | select(.name == "availability")][0]'
burns='[.status.conditions[] | select(.type == "SLOMet")][0] | .status == "False" and (.message | test("availability"))'
# The page on availability of a gateway, in Prometheus' and in the webhook's words.
page='.labels.alertname == "InferenceGatewayErrorBudgetBurn" and .labels.inference_gateway == $g and .labels.slo == "availability" and .labels.severity == "critical"'
fires() { [ "$(prometheus alerts | jq -r --arg g "$1" "[.data.alerts[] | select($page)][0].state // empty")" = firing ]; }
active_since() { prometheus alerts | jq -r --arg g "$1" "[.data.alerts[] | select($page)][0].activeAt"; }
told() { # told GATEWAY STATUS : the webhook has the page with this status
  touch "$WORK/webhook.jsonl"
  jq -c --arg g "$1" --arg s "$2" "select($page and .status == \$s)" "$WORK/webhook.jsonl" | tee "$WORK/told.json"
  [ -s "$WORK/told.json" ]
}
says_what_to_do() { # the words an operator reads at night
  jq -es '.[0].annotations | (.summary | length > 20) and (.description | length > 40) and (.runbook_url | test("InferenceGatewayErrorBudgetBurn(.md)?$"))' "$WORK/told.json"
}
stamp() { printf '%s %s\n' "$(date -u +%T)" "$1"; }
burning_gateway() { sed "s/^  name: burning$/  name: $1/" .ci/e2e/burning.yaml | kubectl patch --local --type merge -p "$2" -f - -o yaml | k apply -f -; }
broken_pod() { k get pods -l "inferencegateway.io/name=$BROKEN" -o 'jsonpath={.items[0].status.podIP}' | grep .; }

alerts() {
  local name
  check "the operator takes short windows and a Prometheus" short_windows
  start_webhook
  k create secret generic alert-receivers --from-literal=url="http://$BRIDGE:$WEBHOOK_PORT/" >/dev/null
  check "a gateway that says who is told" burning_gateway "$BURNING" '{}'
  check "a gateway whose model has another digest" burning_gateway "$BROKEN" "{\"spec\":{\"model\":{\"digest\":\"$WRONG_DIGEST\"}}}"
  check "the first becomes Ready" k wait --for=condition=Ready "inferencegateway/$BURNING" --timeout=180s
  traffic_to "$(k get service "$BURNING" -o 'jsonpath={.spec.clusterIP}')" "$BURNING"
  eventually 180 "its SLI is in the resource" gateway_is "$BURNING" "$availability | .sli != null"
  stamp "faults: a deadline of 1 ms; calls to a pod whose model cannot be loaded"
  k patch inferencegateway "$BURNING" --type merge -p '{"spec":{"overload":{"timeout":"1ms"}}}' >/dev/null
  traffic_to "$(broken_pod)" "$BROKEN"
  for name in "$BURNING" "$BROKEN"; do
    eventually 240 "$name: the page fires in Prometheus" fires "$name"
    stamp "$name fires; never pending, a burn-rate alert waits for nothing; active since $(active_since "$name")"
    eventually 120 "$name: the webhook is told" told "$name" firing
    stamp "$name: the webhook's body: $(jq -cs '.[0] | {receiver, status, startsAt, labels, annotations}' "$WORK/told.json")"
    check "$name: in words, with a runbook" says_what_to_do
    eventually 150 "$name: the resource shows the burn" gateway_is "$name" "$burns"
    eventually 90 "$name: and less budget" gateway_is "$name" "$availability | .errorBudgetRemaining != null and (.errorBudgetRemaining | tonumber) < 1"
  done
  k get inferencegateways
  eventually 90 "every query of the dashboard has data" python3 .ci/lib/dashboard_queries.py --prometheus http://127.0.0.1:9090 --namespace "$NS" \
    helm/inference-gateway/dashboards/*.json
  stamp "faults removed"
  k patch inferencegateway "$BURNING" --type merge -p '{"spec":{"overload":{"timeout":"20s"}}}' >/dev/null
  k patch inferencegateway "$BROKEN" --type merge -p '{"spec":{"model":{"digest":null}}}' >/dev/null
  for name in "$BURNING" "$BROKEN"; do
    eventually 420 "$name: the webhook is told that it is over" told "$name" resolved
    stamp "$name resolved: $(jq -rs '.[0] | "ended at \(.endsAt)"' "$WORK/told.json")"
  done
  check "the gateway whose model could not be loaded is Ready" k wait --for=condition=Ready "inferencegateway/$BROKEN" --timeout=60s
  stop_alerts
  k delete inferencegateway "$BURNING" "$BROKEN" --timeout=60s
}
