# shellcheck shell=bash
# Models from a registry, a web server and a claim, on the cluster: they serve; what is missing or wrong is told by the
# resource; a wrong digest leaves the pods before it serving; with a digest and a shared cache a pod starts without its source.

REGISTRY_PORT=15443 MODELS_PORT=15444
MODEL_FILE=config/models/efficientnet-lite0/model.onnx
SOURCES=()

stop_sources() {
  local id
  for id in "${SOURCES[@]}"; do
    { kill "$id" && wait "$id"; } 2>/dev/null || true
  done
  SOURCES=()
  kubectl delete persistentvolume igw-ci-models igw-ci-cache --ignore-not-found --wait=false >/dev/null 2>&1 || true
}

sources_authority() { # one key pair for both servers, valid for the bridge's address
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=igw-ci models" \
    -addext "subjectAltName=IP:$BRIDGE" -keyout "$WORK/models.key" -out "$WORK/models.crt" 2>/dev/null
}
over_sources_tls() { http --cacert "$WORK/models.crt" "$@"; }

start_registry() {
  local registry
  registry=$("$CLUSTER" tool registry | tail -n 1) || return 1
  mkdir -p "$WORK/registry"
  printf "version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: '%s:%s', tls: {certificate: %s, key: %s}}\n" \
    "$WORK/registry" "$BRIDGE" "$REGISTRY_PORT" "$WORK/models.crt" "$WORK/models.key" >"$WORK/registry.yml"
  OTEL_TRACES_EXPORTER=none "$registry" serve "$WORK/registry.yml" >"$WORK/registry.log" 2>&1 &
  SOURCES+=($!)
  REGISTRY_PID=$!
}
registry_answers() { over_sources_tls -f "https://$BRIDGE:$REGISTRY_PORT/v2/"; }
upload() { # upload FILE : pushes it as a blob; prints its digest
  local digest place
  digest=sha256:$(sha256sum "$1" | cut -d' ' -f1)
  place=$(over_sources_tls -f -X POST -o /dev/null -D - "https://$BRIDGE:$REGISTRY_PORT/v2/ci/lite0/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  over_sources_tls -f -X PUT -o /dev/null -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$place&digest=$digest" || return 1
  echo "$digest"
}
push_artifact() {
  local config model
  printf '{}' >"$WORK/empty.json"
  config=$(upload "$WORK/empty.json") && model=$(upload "$MODEL_FILE") || return 1
  jq -n --arg config "$config" --arg model "$model" --argjson size "$(stat -c %s "$MODEL_FILE")" '
    {schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
     config: {mediaType: "application/vnd.oci.empty.v1+json", digest: $config, size: 2},
     layers: [{mediaType: "application/octet-stream", digest: $model, size: $size,
               annotations: {"org.opencontainers.image.title": "model.onnx"}}]}' >"$WORK/manifest.json"
  over_sources_tls -f -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary "@$WORK/manifest.json" \
    "https://$BRIDGE:$REGISTRY_PORT/v2/ci/lite0/manifests/1.0"
}
start_models() {
  mkdir -p "$WORK/models/lite0"
  cp "$MODEL_FILE" "$WORK/models/lite0/model.onnx"
  python3 .ci/lib/models.py "$BRIDGE" "$MODELS_PORT" "$WORK/models" "$WORK/models.crt" "$WORK/models.key" 'Bearer right' 2>"$WORK/models.log" &
  SOURCES+=($!)
}
models_answer() { over_sources_tls -f -o /dev/null -H 'Authorization: Bearer right' "https://$BRIDGE:$MODELS_PORT/lite0/model.onnx"; }

volume() { # volume NAME DIRECTORY ACCESS-MODE : a claim and the directory of this machine it is bound to
  kubectl apply -f - <<YAML
apiVersion: v1
kind: PersistentVolume
metadata: {name: igw-ci-$1}
spec:
  capacity: {storage: 1Gi}
  accessModes: [$3]
  storageClassName: ""
  hostPath: {path: $2}
  claimRef: {namespace: $NS, name: $1}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: $1, namespace: $NS}
spec: {accessModes: [$3], storageClassName: "", volumeName: igw-ci-$1, resources: {requests: {storage: 1Gi}}}
YAML
}
source_gateway() { # source_gateway NAME MODEL-FIELDS-AS-JSON
  jq -n --arg name "$1" --argjson model "$2" '
    {apiVersion: "inferencegateway.io/v1alpha1", kind: "InferenceGateway", metadata: {name: $name},
     spec: {model: $model, resources: {requests: {cpu: "100m", memory: "256Mi"}}, overload: {timeout: "20s"}}}' | k apply -f -
}
source_says() { # source_says NAME JQ-FILTER : of the resource
  k get inferencegateway "$1" -o json >"$WORK/$1.json" && jq -c '.status | {model, conditions}' "$WORK/$1.json" && json_holds "$2" "$WORK/$1.json"
}
source_ready='[.status.conditions[] | select(.type == "Ready")][0].status == "True"'
source_predicts() { # source_predicts NAME : a prediction through its Service
  ADDRESS=$(k get service "$1" -o 'jsonpath={.spec.clusterIP}') predict
}
describes() { k describe inferencegateway "$1" | tee "$WORK/described.txt" | tail -n 40 && tr -s ' \n' ' ' <"$WORK/described.txt" | grep -F -- "$2" >/dev/null; }
newest_pod_is_ready() { k get pods -l "inferencegateway.io/name=$1" -o json | jq -e --arg old "$2" '[.items[] | select(.metadata.name != $old and (.status.conditions // [] | any(.type == "Ready" and .status == "True")))] | length > 0' >/dev/null; }
nothing_unfinished() { [ -z "$(find "$WORK/cache" -name '*.partial')" ] && [ "$(find "$WORK/cache" -name model.onnx | wc -l)" = 1 ]; }

sources() {
  local digest old wrong
  digest=sha256:$(sha256sum "$MODEL_FILE" | cut -d' ' -f1)
  wrong=sha256:$(printf '%064d' 0)
  sources_authority
  start_registry
  start_models
  eventually 30 "a registry listens on the bridge" registry_answers
  eventually 30 "a web server listens on the bridge" models_answer
  check "a model is pushed to the registry" push_artifact
  # The pods run as another user than whoever made this directory.
  chmod 755 "$WORK" && mkdir -p "$WORK/cache" && chmod 777 "$WORK/cache"
  k create configmap models-ca --from-file=ca.crt="$WORK/models.crt" >/dev/null

  check "a gateway on a claim that is missing" source_gateway from-claim '{"storageUri": "pvc://models/lite0/model.onnx"}'
  check "a gateway whose Secret is missing" source_gateway from-web "$(jq -n --arg uri "https://$BRIDGE:$MODELS_PORT/lite0/model.onnx" \
    '{storageUri: $uri, ca: {configMapName: "models-ca"}, credentials: {secretName: "models-reader"}}')"
  eventually 60 "kubectl describe igw names the claim" describes from-claim "spec.model.storageUri names the PersistentVolumeClaim models, which is not in namespace $NS"
  eventually 60 "kubectl describe igw names the Secret, and the command that makes it" describes from-web "kubectl create secret generic models-reader -n $NS --from-file=authorization=FILE"
  volume models "$WORK/models" ReadOnlyMany
  volume cache "$WORK/cache" ReadWriteMany
  k create secret generic models-reader --from-literal=authorization='Bearer wrong' >/dev/null
  check "a gateway on the registry" source_gateway from-registry "$(jq -n --arg uri "oci://$BRIDGE:$REGISTRY_PORT/ci/lite0:1.0" --arg digest "$digest" \
    '{storageUri: $uri, digest: $digest, ca: {configMapName: "models-ca"}, cache: {persistentVolumeClaimName: "cache"}}')"

  eventually 240 "from the registry it becomes Ready" source_says from-registry "$source_ready"
  check "and predicts" source_predicts from-registry
  eventually 60 "status.model has digest, size and load time" source_says from-registry \
    ".status.model | .digest == \"$digest\" and .sizeBytes == $(stat -c %s "$MODEL_FILE") and (.loadedAt | length > 10) and (.loadDuration | endswith(\"s\"))"
  eventually 240 "from the claim it becomes Ready" source_says from-claim "$source_ready"
  check "and predicts" source_predicts from-claim
  k delete inferencegateway from-claim --timeout=60s

  eventually 240 "a refused credential is told" source_says from-web \
    '[.status.conditions[] | select(.type == "ModelLoaded")][0] | .reason == "DownloadFailed" and (.message | contains("401") and contains("spec.model.credentials"))'
  kubectl create secret generic models-reader -n "$NS" --dry-run=client -o yaml --from-literal=authorization='Bearer right' | k apply -f - >/dev/null 2>&1
  # The kubelet takes up to a minute and a half to bring a changed Secret to the node, the pod a minute to try again.
  eventually 300 "corrected, the same pod becomes Ready" source_says from-web "$source_ready"
  check "and predicts" source_predicts from-web
  k delete inferencegateway from-web --timeout=60s

  k patch inferencegateway from-registry --type merge -p "{\"spec\":{\"model\":{\"digest\":\"$wrong\"}}}" >/dev/null
  eventually 180 "kubectl describe igw tells the wrong digest" describes from-registry "it has digest $digest, not $wrong"
  check "as the reason of Stalled" source_says from-registry '[.status.conditions[] | select(.type == "Stalled")][0] | .status == "True" and .reason == "DigestMismatch"'
  check "the pods before still serve" source_predicts from-registry
  check "and nothing half-written is left" nothing_unfinished
  k patch inferencegateway from-registry --type merge -p "{\"spec\":{\"model\":{\"digest\":\"$digest\"}}}" >/dev/null
  eventually 180 "with the right digest it settles" source_says from-registry "$source_ready and ([.status.conditions[] | select(.type == \"Stalled\")] | length == 0)"

  { kill "$REGISTRY_PID" && wait "$REGISTRY_PID"; } 2>/dev/null || true
  old=$(k get pods -l inferencegateway.io/name=from-registry -o 'jsonpath={.items[0].metadata.name}')
  k delete pod "$old" --timeout=90s
  eventually 180 "without its registry a new pod starts from the shared cache" newest_pod_is_ready from-registry "$old"
  check "and predicts" source_predicts from-registry
  k delete inferencegateway from-registry --timeout=60s
  stop_sources
}
