# shellcheck shell=bash
# How a pod starts: from the AOT cache of its image, with as many workers as its CPU limit allows.

inside() { k exec "$POD" -- bash -c "$1"; } # inside SCRIPT : in the gateway's pod

# The running pod has mapped the cache, and a JVM with the same command line links its classes.
maps_the_cache() { inside 'grep -c /app/pod.aot /proc/1/maps'; }
links_from_the_cache() {
  # shellcheck disable=SC2016 # the pod's shell expands it
  inside 'mapfile -d "" -t command </proc/1/cmdline
    last=$((${#command[@]} - 1))
    exec "${command[@]:0:last}" -Xlog:aot -version' >"$WORK/aot.log" 2>&1
  cat "$WORK/aot.log"
  grep -q 'Using AOT-linked classes: true' "$WORK/aot.log"
}
metric_is() { scrape && grep -Fx "$1 $2" "$WORK/metrics.txt"; } # metric_is NAME VALUE
told_of_the_cache() {
  log_of_pod
  jq -cR 'fromjson? | select(.event == "Starting application")' "$WORK/pod.log" | tee "$WORK/starting.json"
  json_holds '.aot_cache and .cores >= 1 and .memory_limit_bytes > 0' "$WORK/starting.json"
}

# An image whose options differ from the cache's starts all the same, and says so.
starts_without_the_cache() {
  inside 'java -XX:AOTCache=/app/pod.aot -XX:-UseCompactObjectHeaders -cp /app/inference-pod.jar -version' >"$WORK/aot.log" 2>&1
  cat "$WORK/aot.log"
  grep -q 'Unable to use AOT cache' "$WORK/aot.log"
}

limited_pod() { # limited_pod NAME CORES : a bare pod of the gateway's image with this CPU limit
  k run "$1" --image="inference-pod:$TAG" --image-pull-policy=Never --restart=Never --env=OTEL_TRACES_EXPORTER=none \
    --overrides="$(jq -nc --arg cpu "$2" --arg name "$1" --arg image "inference-pod:$TAG" '{spec: {
      securityContext: {runAsNonRoot: true, seccompProfile: {type: "RuntimeDefault"}},
      containers: [{name: $name, image: $image, imagePullPolicy: "Never", env: [{name: "OTEL_TRACES_EXPORTER", value: "none"}],
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: ["ALL"]}},
        resources: {requests: {cpu: "50m", memory: "256Mi"}, limits: {cpu: $cpu, memory: "768Mi"}},
        readinessProbe: {httpGet: {path: "/readyz", port: 8000}, periodSeconds: 1}}]}}')"
}
works_with() { # works_with NAME CORES : cores, workers and memory are those of its limits
  local address
  address=$(k get pod "$1" -o 'jsonpath={.status.podIP}')
  http "http://$address:8000/metrics" >"$WORK/limits.txt"
  grep -E '^inference_(available|workers|intra)' "$WORK/limits.txt"
  grep -Fx "inference_available_cores $2.0" "$WORK/limits.txt" &&
    grep -Fx "inference_workers $2.0" "$WORK/limits.txt" &&
    grep -Fx "inference_intra_op_threads 1.0" "$WORK/limits.txt" &&
    grep -Fx "inference_available_memory_bytes $(awk 'BEGIN { printf "%.8E", 768 * 1048576 }' | sed -E 's/0*E\+0?/E/')" "$WORK/limits.txt"
}

has_huge_pages() { # where the kernel gives them to who asks
  # shellcheck disable=SC2016 # the pod's shell expands it
  inside 'enabled=$(cat /sys/kernel/mm/transparent_hugepage/enabled || echo "[never]"); echo "$enabled"
    [[ $enabled == *"[never]"* ]] || grep -E "AnonHugePages: +[1-9]" /proc/1/smaps_rollup'
}

gives_predictions_way() { # the compilers' threads and, while it lives, the one that has them compile what the cache knows; no other
  # shellcheck disable=SC2016 # the pod's shell expands it
  inside 'for thread in /proc/1/task/*; do
      read -r name <"$thread/comm" && read -r stat <"$thread/stat" || continue
      fields=(${stat##*) }); nice=${fields[16]}
      [ "$nice" = 0 ] || echo "$name: nice $nice"
    done' | sort -u >"$WORK/nice.txt"
  diff <(grep -vx 'Training replay: nice 5' "$WORK/nice.txt") - <<<$'C1 CompilerThre: nice 5\nC2 CompilerThre: nice 5'
}

holds_its_papers() { inside 'grep -o "\"bomFormat\" : \"CycloneDX\"" /app/sbom.json && grep -m 1 "Apache License" /app/LICENSE'; }

starting() {
  check "the image holds the list of its libraries, and its licence" holds_its_papers
  check "the running pod has mapped the AOT cache of its image" maps_the_cache
  check "its command line uses AOT-linked classes" links_from_the_cache
  check "the pod says that it uses the cache" metric_is jvm_aot_cache_used 1.0
  check "the log has cores, memory and the cache" told_of_the_cache
  check "its weights lie in huge pages" has_huge_pages
  check "its compilers give way to predictions" gives_predictions_way
  check "a cache that does not fit is no reason not to start" starts_without_the_cache
  local cores
  for cores in 1 2; do
    check "a pod limited to $cores cores is made" limited_pod "limited-$cores" "$cores"
    eventually 120 "it becomes ready" k wait --for=condition=Ready "pod/limited-$cores" --timeout=1s
    check "it has $cores workers" works_with "limited-$cores" "$cores"
    k delete pod "limited-$cores" --wait=false
  done
}
