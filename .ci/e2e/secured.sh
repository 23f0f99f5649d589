# shellcheck shell=bash
# A gateway with TLS, API keys and a golden-image self-test: what it refers to is missing first, then there, then rotated.

SECURED=secured

secured_condition() { # secured_condition TYPE JQ-FILTER : asked of the condition
  k get inferencegateway "$SECURED" -o json | tee "$WORK/secured.json" | jq -c '.status.conditions' &&
    json_holds "[.status.conditions[] | select(.type == \"$1\")][0] | $2" "$WORK/secured.json"
}
key_pair() { # key_pair COMMON-NAME : in $WORK/tls.crt and tls.key
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$1" \
    -addext "subjectAltName=DNS:$SECURED.$NS.svc,DNS:localhost" -keyout "$WORK/tls.key" -out "$WORK/tls.crt" 2>/dev/null
}
apply_secret() { kubectl create secret --dry-run=client -o yaml "$@" | k apply -f - >/dev/null; }
secured_gateway() {
  sed -e "s/^  name: cats$/  name: $SECURED/" config/samples/secured.yaml |
    kubectl patch --local --type merge -p '{"spec":{"resources":{"requests":{"cpu":"100m","memory":"256Mi"}},"overload":{"timeout":"20s"}}}' -f - -o yaml |
    k apply -f -
}
over_tls() { # over_tls CODE CURL-ARGUMENT… : the answer in $WORK/answer.json
  local code
  code=$(http --cacert "$WORK/tls.crt" --resolve "$SECURED.$NS.svc:8000:$SECURED_ADDRESS" -o "$WORK/answer.json" -w '%{http_code}' \
    -F "file=@$PICTURE" "${@:2}" "https://$SECURED.$NS.svc:8000/predict") || { echo "curl failed"; return 1; }
  echo "HTTP $code $(head -c 300 "$WORK/answer.json")"
  [ "$code" = "$1" ]
}
served_subject() { echo | timeout 10 openssl s_client -connect "$SECURED_ADDRESS:8000" 2>/dev/null | openssl x509 -noout -subject; }
serves_subject() { served_subject | tee /dev/stderr | grep -q "CN *= *$1\$"; }
secured_pod() { k get pods -l "inferencegateway.io/name=$SECURED" -o 'jsonpath={.items[0].metadata.uid} {.items[0].status.containerStatuses[0].restartCount}'; }
plain_is_refused() { [ "$(http -o /dev/null -w '%{http_code}' "http://$SECURED_ADDRESS:8000/healthz" || true)" = 000 ]; }
no_keys_in_the_log() { k logs -l "inferencegateway.io/name=$SECURED" --tail=-1 >"$WORK/secured.log" && [ -s "$WORK/secured.log" ] && ! grep -F -f "$WORK/keys" "$WORK/secured.log"; }

secured() {
  local before
  check "a gateway whose Secrets are missing is accepted by the API server" secured_gateway
  eventually 30 "its condition names what is missing, and the command that makes it" secured_condition Accepted \
    '.status == "False" and .reason == "ReferenceNotFound" and (.message | contains("kubectl"))'
  key_pair first
  openssl rand -base64 32 >"$WORK/keys"
  apply_secret tls cats-tls --cert="$WORK/tls.crt" --key="$WORK/tls.key"
  apply_secret generic cats-clients --from-file=keys="$WORK/keys"
  k create configmap cats-golden --from-file=image="$PICTURE" >/dev/null
  eventually 180 "with its Secrets and its picture there it becomes Ready" secured_condition Ready '.status == "True"'
  SECURED_ADDRESS=$(k get service "$SECURED" -o 'jsonpath={.spec.clusterIP}')
  eventually 10 "a prediction over TLS with a key is answered" over_tls 200 -H "Authorization: Bearer $(cat "$WORK/keys")"
  check "without a key it is refused with 401" over_tls 401
  check "with a wrong key it is refused with 401" over_tls 401 -H "X-API-Key: wrong"
  check "without TLS there is no answer" plain_is_refused
  check "no key is in the log" no_keys_in_the_log
  before=$(secured_pod)
  key_pair second
  apply_secret tls cats-tls --cert="$WORK/tls.crt" --key="$WORK/tls.key"
  eventually 150 "a rotated key pair is served" serves_subject second
  check "by the same container" [ "$before" = "$(secured_pod)" ]
  k delete inferencegateway "$SECURED" --timeout=60s
}
