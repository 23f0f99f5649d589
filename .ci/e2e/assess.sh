# shellcheck shell=bash
# Observability readiness: `igw assess` on the gateway, its reports and its condition; then for each of the 29 criteria one live
# mutation, and what fails is exactly that one. Needs the collector and the gateway of serving.sh, and its rules in
# Prometheus.

MUTATE_PORT=19480
MUTANT_IMAGE=inference-pod:mutant
AT_ONCE=8

igw() { operator/target/igw "$@"; }

# Spoilt by a proxy between the assessment and pod or Prometheus: .ci/lib/mutate.py.
PROXIED=(METRICS-{1..8} LOGGING-8 TRACING-2 TRACING-3 TRACING-6 HEALTH-1 HEALTH-2 SLO-1 SLO-2 SLO-3)
# Spoilt by one setting of a gateway of its own; `none` has the image around the pod's and nothing else, `secured` TLS and keys.
MUTANTS=(none secured LOGGING-{1..7} TRACING-1 TRACING-4 TRACING-5 TRACING-7 SLO-4)

wrapped() { # wrapped VARIABLE VALUE : the image with a filter around the log, and one variable for it
  jq -nc --arg image "$MUTANT_IMAGE" --arg name "$1" --arg value "$2" \
    '{runtime: {image: $image}, podTemplate: {env: [{name: $name, value: $value}]}}'
}
variable() { jq -nc --arg name "$1" --arg value "$2" '{podTemplate: {env: [{name: $name, value: $value}]}}'; }
spoilt_spec() { # spoilt_spec ID : what differs from the gateway of the run
  case $1 in
    none) wrapped MUTANT_LOG '' ;;
    secured) echo '{"expose":{"tls":{"secretName":"cats-tls"},"apiKeys":{"secretName":"cats-clients"}}}' ;;
    LOGGING-1) wrapped MUTANT_LOG 's/.*Prediction successful.*/plain words: &/' ;;
    LOGGING-2) wrapped MUTANT_LOG 's/"logger":/"from":/' ;;
    LOGGING-3) wrapped MUTANT_LOG 's/"trace_id":/"trace":/' ;;
    LOGGING-4) wrapped MUTANT_LOG 's/"version":/"release":/' ;;
    LOGGING-5) wrapped MUTANT_LOG 's/"request_id":/"request":/' ;;
    LOGGING-6) echo '{"observability":{"logging":{"level":"ERROR"}}}' ;;
    LOGGING-7) echo '{"observability":{"logging":{"exporter":"none"}}}' ;;
    TRACING-1) wrapped MUTANT_ENV OTEL_TRACES_EXPORTER=none ;;
    TRACING-4) variable OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT 1 ;;
    TRACING-5) variable OTEL_PROPAGATORS none ;;
    TRACING-7) variable OTEL_EXPORTER_OTLP_TRACES_ENDPOINT "http://$BRIDGE:9/v1/traces" ;;
    SLO-4) echo '{"alerting":{"enabled":false}}' ;;
  esac
}
mutant_name() { echo "mutant-${1,,}"; }
mutants_created() {
  local id
  key_pair "$(mutant_name secured)"
  openssl rand -base64 32 >"$WORK/keys"
  apply_secret tls cats-tls --cert="$WORK/tls.crt" --key="$WORK/tls.key"
  apply_secret generic cats-clients --from-file=keys="$WORK/keys"
  for id in "${MUTANTS[@]}"; do
    gateway_with "$(mutant_name "$id")" "$(jq -nc --argjson own "$(spoilt_spec "$id")" \
      '{resources: {requests: {cpu: "20m", memory: "256Mi"}}, observability: {logging: {exporter: "otlp"}}} * $own')" || return 1
  done
}
mutants_ready() {
  local id
  for id in "${MUTANTS[@]}"; do k wait --for=condition=Ready "inferencegateway/$(mutant_name "$id")" --timeout=1s || return 1; done
}
mutants_removed() {
  local id names=()
  for id in "${MUTANTS[@]}"; do names+=("$(mutant_name "$id")"); done
  k delete inferencegateways "${names[@]}" --ignore-not-found --timeout=60s
}
mutant_image() {
  "$CLUSTER" build -f .ci/e2e/mutant.Dockerfile -t "$MUTANT_IMAGE" .ci/e2e && "$CLUSTER" load "$MUTANT_IMAGE"
}

assess() { # assess NAME OPTION… : its JSON in $WORK/assess/NAME.json; the exit code is part of it
  local name=$1 rc=0
  shift
  igw assess -n "$NS" -o json --output "$WORK/assess/$name.json" "$@" >"$WORK/assess/$name.err" 2>&1 || rc=$?
  echo "$rc" >"$WORK/assess/$name.rc"
}
assess_spoilt() { # assess_spoilt ID
  local through=http://127.0.0.1:$MUTATE_PORT/$1
  if [[ " ${PROXIED[*]} " == *" $1 "* ]]; then
    assess "$1" "$GATEWAY" --url "$through/api" --management-url "$through/management" --prometheus "$through/prometheus"
  else
    assess "$1" "$(mutant_name "$1")" --api-key-file "$WORK/keys"
  fi
}
assess_all_spoilt() { # some at once: most of the time they wait for spans to be sent
  local id
  for id in "${MUTANTS[@]}" "${PROXIED[@]}"; do
    assess_spoilt "$id" &
    ASSESSING+=($!)
    [ "${#ASSESSING[@]}" -lt "$AT_ONCE" ] || { wait "${ASSESSING[@]}" || true; ASSESSING=(); }
  done
  [ "${#ASSESSING[@]}" = 0 ] || wait "${ASSESSING[@]}" || true # with nothing named, it would wait for the collector
  ASSESSING=()
}
fails() { # fails NAME CODE ID… : what was assessed under that name ended with that code, and the criteria that are not met are these
  local name=$1 code=$2 ids
  shift 2
  ids=$(jq -nc '$ARGS.positional' --args "$@")
  cat "$WORK/assess/$name.err"
  jq -c '{score, notMet, notChecked, words: [.criteria[] | select(.result == "not met") | .message]}' "$WORK/assess/$name.json" &&
    [ "$(cat "$WORK/assess/$name.rc")" = "$code" ] &&
    json_holds '.notMet == $ids' "$WORK/assess/$name.json" --argjson ids "$ids"
}
all_checked() { json_holds '(.criteria | length) == 29 and .notChecked == []' "$WORK/assess/$1.json"; }
assessed() { # assessed NAME CODE ID… : assesses the gateway and compares
  assess "$1" "$GATEWAY" --prometheus http://127.0.0.1:9090 && fails "$@" && all_checked "$1"
}

logs_exporter() { # logs_exporter otlp|none : of the gateway, and its pods have it
  k patch inferencegateway "$GATEWAY" --type merge -p "{\"spec\":{\"observability\":{\"logging\":{\"exporter\":\"$1\"}}}}" &&
    k wait --for=jsonpath="{.status.observedGeneration}=$(k get inferencegateway "$GATEWAY" -o 'jsonpath={.metadata.generation}')" \
      "inferencegateway/$GATEWAY" --timeout=60s && k rollout status "deployment/$GATEWAY" --timeout=120s
}
columns() { # columns FILE : id, criterion and result of every row; the page has another table, of the reasons
  grep -E '^\| [A-Z]+-[0-9] \|[^|]*\| (met|not met|not checked) ' "$1" | cut -d'|' -f2-4
}
page_is_true() { # page_is_true FILE : the documentation shows this result
  diff <(columns docs/observability-readiness.md) <(columns "$1")
}
junit_is_valid() {
  python3 - "$1" <<'E'
import sys, xml.etree.ElementTree as tree
suites = tree.parse(sys.argv[1]).getroot()
cases = suites.findall("testsuite/testcase")
assert suites.tag == "testsuites" and len(cases) == int(suites.get("tests")) == 29, len(cases)
assert len(suites.findall("testsuite/testcase/failure")) == int(suites.get("failures")) == 0
assert all(case.get("name") and case.get("classname") for case in cases)
E
}
lint_agrees() { # promtool's own lint has nothing against the scrape, as METRICS-8 says
  scrape && "$("$CLUSTER" promtool | tail -n 1)" check metrics <"$WORK/metrics.txt"
}
start_mutating() {
  python3 .ci/lib/mutate.py "$MUTATE_PORT" "http://$(pod_ip "$POD"):8000" "http://$(pod_ip "$POD"):8002" \
    http://127.0.0.1:9090 >"$WORK/mutate.log" 2>&1 &
  MUTATING=$!
}
stop_assess() { # also for the end of a run that broke off
  local id
  for id in "${MUTATING:-}" "${ASSESSING[@]}"; do
    [ -z "$id" ] || { kill "$id" && wait "$id"; } 2>/dev/null || true
  done
  MUTATING='' ASSESSING=()
}
ASSESSING=()

mutations() {
  local id
  check "each of the 29 criteria has its mutation" every_criterion_is_spoilt
  check "an image around the pod's is built" mutant_image
  check "a gateway for each spoilt setting is created" mutants_created
  start_mutating
  eventually 180 "they are ready" mutants_ready
  assess_all_spoilt
  check "the image around the pod's alone spoils nothing" fails none 0
  check "TLS and API keys are in nobody's way" fails secured 0
  for id in "${MUTANTS[@]:2}" "${PROXIED[@]}"; do
    check "spoilt $id: that one fails, and no other" fails "$id" 1 "$id"
  done
  check "the mutants are removed" mutants_removed
  stop_assess
}

every_criterion_is_spoilt() {
  diff <(jq -r '.criteria[].id' "$WORK/assess/sample.json" | sort) <(printf '%s\n' "${MUTANTS[@]:2}" "${PROXIED[@]}" | sort)
}
no_such_gateway() {
  local rc=0
  igw assess nobody -n "$NS" || rc=$?
  [ "$rc" = 2 ]
}

readiness() {
  mkdir -p "$WORK/assess"
  check "a gateway that is not there is exit code 2" no_such_gateway
  check "the sample gateway: 28 of 29, and what fails is log aggregation" assessed sample 1 LOGGING-7
  igw assess "$GATEWAY" -n "$NS" --prometheus http://127.0.0.1:9090 -o markdown --output "$WORK/readiness.md" || true
  check "docs/observability-readiness.md shows what was seen" page_is_true "$WORK/readiness.md"
  check "promtool has nothing against the names of the metrics" lint_agrees
  check "its log lines are sent to the collector" logs_exporter otlp
  POD=$(gateway_pod)
  eventually 60 "the gateway meets 29 of 29" assessed exporting 0
  check "the result is written to the resource, and as JUnit's XML" igw assess "$GATEWAY" -n "$NS" --prometheus http://127.0.0.1:9090 \
    --write-status -o junit --output "$WORK/readiness.xml"
  check "the XML has 29 tests, none failed" junit_is_valid "$WORK/readiness.xml"
  state 30 "observability assessed" "$GATEWAY"
  mutations
  # The forwarding to Prometheus may be a new one: so many assessments at once broke it before.
  eventually 30 "after all mutations the gateway meets 29 of 29" assessed again 0
  check "log lines are not sent any more" logs_exporter none
  POD=$(gateway_pod)
  state 30 "observability assessment outdated" "$GATEWAY"
}
