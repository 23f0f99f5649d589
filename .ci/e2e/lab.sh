# shellcheck shell=bash
# Every row of docs/reference/lab.md on the cluster: the gateway in production, and three pods of the image for what a
# gateway in production does not show.

LAB_TRACE=$(printf '%032x' "$((RANDOM * 32768 + RANDOM + 1))$$")
lab() { python3 .ci/lib/lab.py "$@"; }
pod_ip() { k get pod "$1" -o 'jsonpath={.status.podIP}'; }
pod_phase() { [ "$(k get pod "$1" -o 'jsonpath={.status.phase}')" = "$2" ]; }
pod_exit_code() { [ "$(k get pod "$1" -o 'jsonpath={.status.containerStatuses[0].state.terminated.exitCode}')" = "$2" ]; }

lab_pods() {
  local env
  env=$(lab refused) || return 1
  k create --dry-run=client -o json -f .ci/e2e/lab-pods.yaml |
    jq --argjson env "$env" 'if .metadata.name == "lab-refused" then .spec.containers[0].env = $env else . end' | k apply -f -
}
answers_readyz() { [ "$(http -o /dev/null -w '%{http_code}' "http://$(pod_ip "$1"):8000/readyz")" = "$2" ]; }
lab_log() { # lab_log POD : until the pod has ended, its end included
  k logs -f "$1" >"$WORK/$1.log" 2>&1
}
lab_predict() { # one bad request, one good one in a caller's trace
  http -o /dev/null -F "file=@.ci/run;filename=picture.jpg" "$LAB_URL/predict"
  http -f -o /dev/null -H "traceparent: 00-$LAB_TRACE-b7ad6b7169203331-01" -F "file=@$PICTURE" "$LAB_URL/predict"
}
lab_scrape() { http -f "http://$(pod_ip lab-development):8002/metrics" >"$WORK/lab-metrics.txt" && lab metrics "$WORK/lab-metrics.txt"; }
gateway_scrape() { scrape && lab metrics "$WORK/metrics.txt"; }
not_loaded() { answers 503 -F "file=@$PICTURE" "http://$(pod_ip lab-no-model):8000/predict" && json_holds '.error == "MODEL_NOT_LOADED"' "$WORK/error.json"; }
logs_exported() { grep -q 'Body: Str(Prediction successful)' "$WORK/otelcol.log"; }

lab_contract() {
  local logs=()
  check "the gateway's scrape has every family of the lab" gateway_scrape
  check "the gateway answers every path of the lab as in production" lab endpoints "http://$ADDRESS:8000" production
  check "the gateway's trace has every span of the lab" lab spans "$WORK/otelcol.log" "$TRACE"
  check "three pods of the image are created" lab_pods
  eventually 60 "the pod in development is ready" answers_readyz lab-development 200
  LAB_URL="http://$(pod_ip lab-development):8000"
  check "it answers a bad and a good request" lab_predict
  check "it answers every path of the lab" lab endpoints "$LAB_URL" development
  check "its scrape has every family of the lab" lab_scrape
  eventually 30 "its trace, begun by the caller, has every span of the lab" lab spans "$WORK/otelcol.log" "$LAB_TRACE"
  eventually 30 "its log lines reach the collector" logs_exported
  eventually 60 "a pod without a model is up, and not ready" answers_readyz lab-no-model 503
  check "it answers 503 MODEL_NOT_LOADED" not_loaded
  lab_log lab-development & logs+=($!)
  lab_log lab-no-model & logs+=($!)
  sleep 1
  k delete pod lab-development lab-no-model --wait=true --timeout=60s
  wait "${logs[@]}" || true
  cat "$WORK/lab-development.log" "$WORK/lab-no-model.log" >"$WORK/lab.log"
  check "the two logs have every event of the lab" lab log "$WORK/lab.log"
  eventually 60 "the pod with refused settings ends" pod_phase lab-refused Failed
  check "with exit code 2" pod_exit_code lab-refused 2
  k logs lab-refused >"$WORK/lab-refused.log"
  check "and a clear error for every setting" lab settings "$WORK/lab-refused.log"
  k delete pod lab-refused --wait=false
}
