# shellcheck shell=bash
# A gateway from nothing to a prediction, and the prediction seen in metrics, log, trace and Prometheus.

PICTURE=config/samples/chelsea.jpg
REQUEST_ID=ci-$$-$(date +%s)

start_collector() {
  local otelcol
  otelcol=$("$CLUSTER" tool otelcol)
  check "the collector's configuration is valid" "$otelcol" validate --config config/otel-collector/collector.yaml
  OTLP_HTTP_ADDRESS=$BRIDGE:4318 "$otelcol" --config config/otel-collector/collector.yaml >"$WORK/otelcol.log" 2>&1 &
  COLLECTOR=$!
  eventually 15 "the collector listens" grep -q 'Everything is ready' "$WORK/otelcol.log"
}
stop_collector() {
  [ -n "${COLLECTOR:-}" ] || return 0
  kill "$COLLECTOR" 2>/dev/null || true
  wait "$COLLECTOR" 2>/dev/null || true
  COLLECTOR=
}

become_ready() {
  k wait --for=condition=Ready "inferencegateway/$GATEWAY" --timeout=180s
}
service_address() { k get service "$GATEWAY" -o 'jsonpath={.spec.clusterIP}'; }

predict() { # predict CURL-ARGUMENT… : the answer in $WORK/answer.json; succeeds on 200 with a cat first
  local code
  code=$(http -o "$WORK/answer.json" -w '%{http_code}' -F "file=@$PICTURE" "$@" "http://$ADDRESS:8000/predict") || return 1
  cat "$WORK/answer.json"
  [ "$code" = 200 ] || { echo "HTTP $code"; return 1; }
  # 281 tabby, 282 tiger cat, 285 Egyptian cat
  json_holds '.predictions[0].class_id | . == 281 or . == 282 or . == 285' "$WORK/answer.json"
}

scrape() { http "http://$ADDRESS:8002/metrics" >"$WORK/metrics.txt"; }
success_counted() { scrape && awk '/^http_requests_total\{/ && /endpoint="\/predict"/ && /outcome="success"/ { n += $NF } END { print n + 0; exit !(n >= 1) }' "$WORK/metrics.txt"; }
slo_bucket() { grep -E '^http_request_duration_seconds_bucket\{.*le="0\.3"' "$WORK/metrics.txt"; }

log_of_pod() { k logs "$POD" >"$WORK/pod.log"; }
only_json() { # only_json FILE : every line is a JSON object
  [ -s "$1" ] && ! jq -R 'try (fromjson | type == "object") catch false' "$1" | grep -n false | head -3 | grep . 
}
log_has_request() {
  log_of_pod && TRACE=$(jq -rR --arg id "$REQUEST_ID" 'fromjson? | select(.event == "request_completed" and .request_id == $id) | .trace_id // empty' "$WORK/pod.log" | head -1) &&
    [[ $TRACE =~ ^[0-9a-f]{32}$ ]]
}
spans() { awk -v id="$TRACE" '$1 == "Trace" && $2 == "ID" { trace = $NF } $1 == "Name" && trace == id { print $NF }' "$WORK/otelcol.log" | sort -u; }
span_arrived() { spans | tee /dev/stderr | grep -qx "$1"; }

prometheus() { http "http://127.0.0.1:9090/api/v1/$1"; }
target_up() {
  prometheus 'targets?state=active' >"$WORK/targets.json" &&
    json_holds '[.data.activeTargets[] | select(.labels.inference_gateway == $g and .labels.namespace == $ns)] | length == 1 and .[0].health == "up"' \
      "$WORK/targets.json" --arg g "$GATEWAY" --arg ns "$NS"
}
gateway_rules() { prometheus rules | jq --arg part "$NS-$GATEWAY-" '[.data.groups[] | select(.file | contains($part))]'; }
rules_loaded() { gateway_rules >"$WORK/rules.json" && json_holds '[.[].rules[]] | length > 0' "$WORK/rules.json"; }
rules_healthy() { # groups of a minute or less have been evaluated by now; none may have failed
  gateway_rules >"$WORK/rules.json"
  jq -c '.[] | .interval as $interval | .rules[] | select(.health == "err" or ($interval <= 60 and .health != "ok")) | {name, health, lastError}' \
    "$WORK/rules.json" >"$WORK/unhealthy.txt" || return 1
  cat "$WORK/unhealthy.txt"
  [ ! -s "$WORK/unhealthy.txt" ] && json_holds 'length > 0' "$WORK/rules.json"
}

doctor() { # nothing that this gateway needs is missing
  operator/target/igw doctor -n "$NS" -f .ci/e2e/gateway.yaml -o json >"$WORK/doctor.json" || { cat "$WORK/doctor.json"; return 1; }
}
load_by_name() { # through the API server, as whoever has a kubeconfig
  # Its verdict is of this machine: 0 or 1, and not asserted.
  local rc=0
  operator/target/igw load "$GATEWAY" -n "$NS" --rate 5 --requests 50 --image "$PICTURE" -o json >"$WORK/load.json" 2>"$WORK/load.err" || rc=$?
  cat "$WORK/load.err"
  [ "$rc" -le 1 ] && jq -c . "$WORK/load.json" && json_holds '.predictions == {"200": 50} and (.objectives | length) == 2' "$WORK/load.json"
}

serving() {
  start_collector
  k apply -f .ci/e2e/gateway.yaml
  check "the gateway becomes Ready" become_ready
  k get inferencegateways
  ADDRESS=$(service_address)
  POD=$(gateway_pod)
  eventually 10 "POST /predict through the Service answers 200, a cat first" predict -H "X-Request-ID: $REQUEST_ID"
  check "igw doctor: the cluster lacks nothing that this gateway needs" doctor
  check "igw load: fifty predictions are answered, and held against the gateway's objectives" load_by_name
  printf 'pod %s, prediction %s\n' "$POD" "$(jq -c '.predictions[0]' "$WORK/answer.json" 2>/dev/null || echo none)"
}

operator_logs_json() { operator_log >"$WORK/operator.log" && only_json "$WORK/operator.log"; }

signals() {
  check "metrics count the success" success_counted
  check "metrics have the bucket of the latency objective (0.3)" slo_bucket
  eventually 10 "the log has request_completed with a trace id" log_has_request
  check "every line of the pod's log is JSON" only_json "$WORK/pod.log"
  check "the image decodes JPEGs by libturbojpeg" grep -F '"jpeg":"libturbojpeg"' "$WORK/pod.log"
  check "every line of the operator's log is JSON" operator_logs_json
  printf 'trace %s\n' "${TRACE:-none}"
  local span
  for span in predict_endpoint preprocess_image run_inference; do
    eventually 20 "the collector has the span $span of that trace" span_arrived "$span"
  done
  eventually 150 "Prometheus scrapes the pod, labelled inference_gateway=$GATEWAY" target_up
  eventually 150 "Prometheus has loaded the gateway's rules" rules_loaded
}

rules() {
  eventually 120 "the rules evaluate without error" rules_healthy
  check "MonitoringReady: the cluster's Prometheus selects the gateway" k wait --for=condition=MonitoringReady "inferencegateway/$GATEWAY" --timeout=60s
  printf 'rule groups: %s, rules: %s\n' "$(jq length "$WORK/rules.json")" "$(jq '[.[].rules[]] | length' "$WORK/rules.json")"
}
