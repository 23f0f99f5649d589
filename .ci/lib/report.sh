# shellcheck shell=bash
# Counted checks and timed steps. Everything else in .ci is written with these words.

passed=0 failed=0 failures=()

step() { # step TITLE COMMAND… : prints how long it took
  local title=$1 begin=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  "$@"
  printf -- '-- %s: %s s\n' "$title" $((SECONDS - begin))
}

pass() {
  passed=$((passed + 1))
  printf 'PASS %s\n' "$1"
}

fail() { # fail NAME [OUTPUT-FILE]
  failed=$((failed + 1))
  failures+=("$1")
  printf 'FAIL %s\n' "$1"
  [ ! -s "${2:-}" ] || tail -n 12 "$2" | cut -c1-400 | sed 's/^/     | /'
}

check() { # check NAME COMMAND… : the command says whether it holds; its output is shown when it does not
  eventually 0 "$@"
}

eventually() { # eventually SECONDS NAME COMMAND… : asks again until it holds or the time is over
  local begin=$SECONDS end=$((SECONDS + $1)) name=$2 output=$WORK/check.out
  shift 2
  until "$@" >"$output" 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      fail "$name" "$output"
      return 0
    fi
    sleep 1
  done
  [ $((SECONDS - begin)) -lt 2 ] || name="$name ($((SECONDS - begin)) s)"
  pass "$name"
}

checks_of() { # checks_of COMMAND… : that prints PASS and FAIL lines of its own; each is one of this run's
  local log=$WORK/checks.log rc=0 line
  "$@" >"$log" 2>&1 || rc=$?
  grep -vE '^(PASS|FAIL) ' "$log" || true
  while read -r line; do
    case $line in
      "PASS "*) pass "${line#PASS }" ;;
      "FAIL "*) fail "${line#FAIL }" ;;
    esac
  done <"$log"
  # One that did not come to its end has no failed check.
  check "$1 ends well" test "$rc" = 0
}

summary() {
  local name
  echo
  for name in "${failures[@]}"; do printf 'FAIL %s\n' "$name"; done
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}
