# shellcheck shell=bash
# The operator with 200 gateways, on an API server of its own: nothing while idle, no write at a restart.

scale() { # each check of .ci/scale is one of the run's
  local log=$WORK/scale.log rc=0 line
  .ci/scale 200 --idle 60 >"$log" 2>&1 || rc=$?
  grep -vE '^(PASS|FAIL) ' "$log" || true
  while read -r line; do
    case $line in
      "PASS "*) pass "${line#PASS }" ;;
      "FAIL "*) fail "${line#FAIL }" ;;
    esac
  done <"$log"
  # A measurement that did not come to its end has no failed check.
  check ".ci/scale ends well" test "$rc" = 0
}
