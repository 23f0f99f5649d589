# shellcheck shell=bash
# States of a gateway as docs/reference/states.md lists them under "On a cluster".

says_state() { # says_state NAME GATEWAY NAMESPACE : its conditions and kubectl describe say what the row of that name says
  kubectl -n "$3" get inferencegateway "$2" -o json >"$WORK/state.json" &&
    kubectl -n "$3" describe inferencegateway "$2" >"$WORK/state.txt" &&
    python3 .ci/lib/states.py said "$1" "$WORK/state.json" "$WORK/state.txt"
}
state() { # state SECONDS NAME GATEWAY [NAMESPACE]
  echo "$2" >>"$WORK/states-seen.txt"
  eventually "$1" "state: $2" says_state "$2" "$3" "${4:-$NS}"
}
every_state_was_looked_for() { python3 .ci/lib/states.py unseen "$WORK/states-seen.txt"; }
every_state_was_tested() { python3 .ci/lib/states.py untested .; }
