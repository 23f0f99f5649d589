# shellcheck shell=bash
# The steady state: a reconcile that finds everything as it should be writes nothing.

writes() { # writes OPERATOR-USER SINCE : write requests of the operator in the API server's audit log; access reviews are questions
  "$CLUSTER" audit "$1" | awk -F '\t' -v since="$2" '$1 >= since && $3 ~ /^(create|update|patch|delete|deletecollection)$/ && $4 !~ /selfsubject|subjectaccessreview/'
}
versions() { # versions NAMESPACE GATEWAY : of the gateway and of everything labelled with it
  kubectl -n "$1" get inferencegateway "$2" -o json | jq -r '"InferenceGateway/\(.metadata.name) \(.metadata.resourceVersion)"'
  owned "$1" "$2"
}
reconciled_since() { # reconciled_since NAMESPACE GATEWAY OPERATOR-NAMESPACE SINCE : the operator's DEBUG log tells of a reconcile
  operator_log "$3" --since-time="$4" >"$WORK/operator.log"
  jq -cR --arg ns "$1" --arg name "$2" 'fromjson? | select(.namespace == $ns and .name == $name and (.event | startswith("reconciled")))' "$WORK/operator.log" | grep .
}
unchanged() { # unchanged BEFORE AFTER
  diff "$1" "$2"
}
wrote() { # wrote OPERATOR-USER
  [ -n "$(writes "$1" '')" ]
}
silent() { # silent OPERATOR-USER SINCE
  ! writes "$1" "$2" | grep .
}

steady_state() { # steady_state NAMESPACE GATEWAY OPERATOR-NAMESPACE SECONDS
  local user=system:serviceaccount:$3:$RELEASE since
  eventually 60 "everything the gateway owns is there before the watch begins" settled "$1" "$2"
  # Otherwise a wrong user name would make the silence below worth nothing.
  check "the audit log knows the operator's writes" wrote "$user"
  since=$(now)
  kubectl -n "$1" annotate inferencegateway "$2" "ci/poked-at=$since" --overwrite >/dev/null
  versions "$1" "$2" >"$WORK/before.txt"
  eventually 30 "the annotation makes the operator reconcile" reconciled_since "$1" "$2" "$3" "${since}Z"
  sleep "$4"
  versions "$1" "$2" >"$WORK/after.txt"
  printf 'watched for %s s: %s objects\n' "$4" "$(wc -l <"$WORK/before.txt")"
  check "no resourceVersion changed in $4 s" unchanged "$WORK/before.txt" "$WORK/after.txt"
  check "the operator wrote nothing in $4 s (audit log)" silent "$user" "$since"
}
settled() { # two readings a few seconds apart agree
  versions "$1" "$2" >"$WORK/first.txt" && sleep 3 && versions "$1" "$2" >"$WORK/second.txt" && diff "$WORK/first.txt" "$WORK/second.txt"
}
