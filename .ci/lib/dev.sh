# shellcheck shell=bash
# The steps of .ci/dev.

KIND_CLUSTER=inference-gateway # the name in kind-config.yaml
DEV_SYSTEM=inference-gateway-system
DEV_GATEWAY=config/samples/minimal.yaml
DEV_NAME=$(sed -n 's/^  name: //p' "$DEV_GATEWAY")
DEV_PICTURE=config/samples/coffee.jpg

dev_step() { # dev_step TITLE COMMAND… : its output is shown when it fails
  local title=$1 begin=$SECONDS log
  shift
  log=$(mktemp)
  printf '%s … ' "$title"
  if "$@" >"$log" 2>&1; then
    printf '%s s\n' $((SECONDS - begin))
    rm -f "$log"
  else
    printf 'failed after %s s:\n' $((SECONDS - begin))
    tail -n 30 "$log" | sed 's/^/  | /'
    rm -f "$log"
    return 1
  fi
}

needs() { # needs PROGRAM… : a sentence instead of "command not found" in the middle
  local program missing=''
  for program in "$@"; do command -v "$program" >/dev/null || missing="$missing $program"; done
  [ -z "$missing" ] || { printf '.ci/dev needs on PATH:%s\n' "$missing" >&2; exit 1; }
}

words_of() { # words_of VARIABLE DEFAULT : a command of several words, into the array COMMAND
  read -r -a COMMAND <<<"${!1:-$2}"
  needs "${COMMAND[0]}"
}
build_jars() { words_of BUILD_JARS "mvn -q -DskipTests package" && "${COMMAND[@]}"; }
content_of() { find "$1/Dockerfile" "$1/target/libs" "$1"/target/*.jar -type f | sort | xargs sha256sum | sha256sum | cut -c1-12; } # content_of MODULE
name_images() { # by what is in them: a changed one is another image, and replaces the pods; an unchanged one is the same
  OPERATOR_IMAGE=${OPERATOR_IMAGE:-inference-gateway-operator:$(content_of operator)}
  POD_IMAGE=${POD_IMAGE:-inference-pod:$(content_of inference-pod)}
}
build_images() {
  words_of BUILD_IMAGE "docker build" && "${COMMAND[@]}" -f operator/Dockerfile -t "$OPERATOR_IMAGE" operator &&
    "${COMMAND[@]}" -f inference-pod/Dockerfile -t "$POD_IMAGE" inference-pod
}
load_images() {
  words_of LOAD_IMAGE "kind load docker-image --name $KIND_CLUSTER" && "${COMMAND[@]}" "$OPERATOR_IMAGE" && "${COMMAND[@]}" "$POD_IMAGE"
}
kind_cluster() {
  kind get clusters | grep -qx "$KIND_CLUSTER" || kind create cluster --config kind-config.yaml --wait 2m
  kubectl config use-context "kind-$KIND_CLUSTER"
}

install_definition() { helm upgrade --install inference-gateway-crds helm/inference-gateway-crds --namespace "$DEV_SYSTEM" --create-namespace --wait; }
install_operator() {
  helm upgrade --install inference-gateway helm/inference-gateway --namespace "$DEV_SYSTEM" --wait --timeout 5m \
    --set "image.repository=${OPERATOR_IMAGE%:*},image.tag=${OPERATOR_IMAGE##*:},runtimeImages.cpu=$POD_IMAGE"
}
apply_gateway() { # one that takes a newer pod image at once
  kubectl patch --local --type merge -p '{"spec":{"runtime":{"upgradePolicy":"Auto"}}}' -f "$DEV_GATEWAY" -o yaml | kubectl apply -f -
}
gateway_ready() {
  kubectl wait --for=create "deployment/$DEV_NAME" --timeout=1m &&
    kubectl wait "--for=jsonpath={.spec.template.spec.containers[0].image}=$POD_IMAGE" "deployment/$DEV_NAME" --timeout=1m &&
    kubectl rollout status "deployment/$DEV_NAME" --timeout=5m && kubectl wait --for=condition=Ready "inferencegateway/$DEV_NAME" --timeout=1m
}

ask() { # through a port of this machine that is free
  local forward port='' log answer rc=0
  log=$(mktemp)
  kubectl port-forward "service/$DEV_NAME" :8000 >"$log" 2>&1 &
  forward=$!
  for _ in $(seq 50); do
    port=$(sed -n 's/^Forwarding from 127.0.0.1:\([0-9]*\) .*/\1/p' "$log")
    [ -z "$port" ] || break
    sleep 0.2
  done
  if [ -n "$port" ]; then
    printf 'curl -F file=@%s http://127.0.0.1:%s/predict\n' "$DEV_PICTURE" "$port"
    answer=$(curl --noproxy '*' -fsS -m 60 -F "file=@$DEV_PICTURE" "http://127.0.0.1:$port/predict") || rc=$?
    printf '%s\n' "$answer"
  else
    rc=1
    cat "$log" >&2
  fi
  kill "$forward" && wait "$forward" 2>/dev/null || true
  rm -f "$log"
  return "$rc"
}

dev_up() {
  needs kubectl helm curl
  if [ -n "$EXISTING" ]; then
    [ -n "${LOAD_IMAGE:-}" ] ||
      { printf 'Say how images get into this cluster: LOAD_IMAGE="docker push" and their names, or LOAD_IMAGE=true if it has them\n' >&2; exit 1; }
    dev_step "cluster $(kubectl config current-context)" kubectl get --raw /readyz
  else
    needs docker kind
    # Not the kubeconfig of somebody's other cluster.
    dev_step "cluster $KIND_CLUSTER" kind_cluster
  fi
  dev_step "jars" build_jars
  name_images
  dev_step "images $OPERATOR_IMAGE, $POD_IMAGE" build_images
  dev_step "images into the cluster" load_images
  dev_step "the definition" install_definition
  dev_step "the operator" install_operator
  dev_step "gateway $DEV_NAME applied" apply_gateway
  dev_step "gateway $DEV_NAME ready" gateway_ready
  printf 'from nothing: %s s\n' "$SECONDS"
  ask
}

uninstall() { helm uninstall "$1" --namespace "$DEV_SYSTEM" --ignore-not-found --wait; }
delete_gateway() {
  ! kubectl get crd inferencegateways.inferencegateway.io >/dev/null 2>&1 || kubectl delete -f "$DEV_GATEWAY" --ignore-not-found --timeout=60s
}
others() { kubectl get inferencegateways --all-namespaces -o name 2>/dev/null; }
dev_down() {
  if [ -z "$EXISTING" ]; then
    needs kind
    dev_step "cluster $KIND_CLUSTER deleted" kind delete cluster --name "$KIND_CLUSTER"
    return
  fi
  needs kubectl helm
  dev_step "gateway $DEV_NAME deleted" delete_gateway
  dev_step "the operator uninstalled" uninstall inference-gateway
  if [ -n "$(others)" ]; then
    printf 'The definition stays, for without it these would go: %s\n' "$(others | tr '\n' ' ')"
    return
  fi
  dev_step "the definition uninstalled" uninstall inference-gateway-crds
  dev_step "namespace $DEV_SYSTEM deleted" kubectl delete namespace "$DEV_SYSTEM" --ignore-not-found --timeout=120s
}
