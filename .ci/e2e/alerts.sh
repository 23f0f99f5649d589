# shellcheck shell=bash
# A real bad condition, seen by whoever is told: a deadline too short for the model burns the budget, the alert reaches a
# webhook, the resource shows it, and removing the fault resolves it. The windows are ten times shorter than in production
# (docs/slo.md, "Short windows, for tests only").

BURNING=burning
WEBHOOK_PORT=19380

short_windows() {
  helm -n "$SYSTEM_NS" upgrade "$RELEASE" helm/inference-gateway --reuse-values --wait --timeout 3m \
    --set "extraEnv[0].name=SLO_TEST_TIME_DIVISOR" --set-string "extraEnv[0].value=10" \
    --set prometheus.url=http://prometheus.monitoring.svc:9090
}
start_webhook() {
  python3 .ci/lib/webhook.py "$BRIDGE" "$WEBHOOK_PORT" "$WORK/webhook.jsonl" &
  WEBHOOK=$!
}
stop_alerts() {
  local id
  for id in "${TRAFFIC:-}" "${WEBHOOK:-}"; do
    [ -z "$id" ] || { kill "$id" && wait "$id"; } 2>/dev/null || true
  done
  TRAFFIC='' WEBHOOK=''
}
start_traffic() { # four predictions a second, at most twenty minutes
  (
    end=$((SECONDS + 1200))
    while [ "$SECONDS" -lt "$end" ]; do
      http -m 5 -o /dev/null -F "file=@$PICTURE" "http://$BURNING_ADDRESS:8000/predict" 2>/dev/null || true
      sleep 0.25
    done
  ) &
  TRAFFIC=$!
}
burning_is() { # burning_is JQ-FILTER : of the resource
  k get inferencegateway "$BURNING" -o json >"$WORK/burning.json" && jq -c '{summary: .status.summary, slos: .status.slos, conditions: .status.conditions}' "$WORK/burning.json" &&
    json_holds "$1" "$WORK/burning.json"
}
condition() { echo "[.status.conditions[] | select(.type == \"$1\")][0] | .status == \"$2\" and (.reason | test(\"$3\"))"; }
availability_alerts() { # the page's state in Prometheus: pending or firing, and nothing when it is neither
  prometheus alerts | jq -r --arg g "$BURNING" \
    '[.data.alerts[] | select(.labels.alertname == "InferenceGatewayErrorBudgetBurn" and .labels.inference_gateway == $g and .labels.slo == "availability" and .labels.severity == "critical")][0].state // empty'
}
alert_fires() { [ "$(availability_alerts)" = firing ]; }
told() { # told STATUS : the webhook has the page with this status
  touch "$WORK/webhook.jsonl"
  jq -c --arg s "$1" 'select(.labels.alertname == "InferenceGatewayErrorBudgetBurn" and .labels.slo == "availability" and .labels.severity == "critical" and .status == $s)' \
    "$WORK/webhook.jsonl" | tee "$WORK/told.json"
  [ -s "$WORK/told.json" ]
}
says_what_to_do() { # the words an operator reads at night
  jq -es '.[0].annotations | (.summary | length > 20) and (.description | length > 40) and (.runbook_url | endswith("InferenceGatewayErrorBudgetBurn.md") or endswith("InferenceGatewayErrorBudgetBurn"))' "$WORK/told.json"
}
stamp() { printf '%s %s\n' "$(date -u +%T)" "$1"; }

alerts() {
  check "the operator takes short windows and a Prometheus" short_windows
  start_webhook
  k create secret generic alert-receivers --from-literal=url="http://$BRIDGE:$WEBHOOK_PORT/" >/dev/null
  check "a gateway that says who is told" k apply -f .ci/e2e/burning.yaml
  check "it becomes Ready" k wait --for=condition=Ready "inferencegateway/$BURNING" --timeout=180s
  BURNING_ADDRESS=$(k get service "$BURNING" -o 'jsonpath={.spec.clusterIP}')
  start_traffic
  eventually 180 "its SLI is in the resource" burning_is '[.status.slos[] | select(.name == "availability" and .sli != null)] | length == 1'
  stamp "fault: a deadline of 1 ms"
  k patch inferencegateway "$BURNING" --type merge -p '{"spec":{"overload":{"timeout":"1ms"}}}' >/dev/null
  eventually 240 "the page fires in Prometheus" alert_fires
  stamp "firing"
  eventually 120 "the webhook is told" told firing
  stamp "told: $(jq -rs '.[0] | "active since \(.startsAt): \(.annotations.summary)"' "$WORK/told.json")"
  check "in words, with a runbook" says_what_to_do
  eventually 150 "the resource shows the burn" burning_is "$(condition SLOMet False 'Burning|BudgetExhausted')"
  k get inferencegateway "$BURNING"
  check "and less budget" burning_is '[.status.slos[] | select(.name == "availability") | .errorBudgetRemaining | tonumber][0] < 1'
  stamp "fault removed"
  k patch inferencegateway "$BURNING" --type merge -p '{"spec":{"overload":{"timeout":"20s"}}}' >/dev/null
  eventually 300 "the webhook is told that it is over" told resolved
  stamp "resolved: $(jq -rs '.[0] | "ended at \(.endsAt)"' "$WORK/told.json")"
  stop_alerts
  k delete inferencegateway "$BURNING" --timeout=60s
}
