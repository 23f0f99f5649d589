# shellcheck shell=bash
# Commands of the documentation, run as they are written there: a page that is wrong fails the run.

commands_of() { # commands_of PAGE HEADING : the commands fenced under that heading; blocks of YAML and of text are none
  awk -v heading="$2" '
    /^```/ { if (fenced) { fenced = 0; code = 0 } else { fenced = 1; code = ($0 == "```") } next }
    !fenced && /^#+ / { title = $0; sub(/^#+ /, "", title); on = (title == heading) }
    on && code' "docs/howto/$1"
}
headings_of() { # headings_of PAGE : those with commands
  awk '
    /^```/ { if (!fenced && $0 == "```") print title; fenced = !fenced; next }
    !fenced && /^#+ / { title = $0; sub(/^#+ /, "", title) }' "docs/howto/$1" | uniq
}

as_written() { # as_written PAGE HEADING : runs them, in a folder that has what the checkout has
  local folder=$WORK/as-written
  echo "$1: $2" >>"$WORK/as-written.txt"
  mkdir -p "$folder"
  ln -sfn "$PWD"/{config,crds,helm,docs,operator} "$folder"
  commands_of "$1" "$2" >"$WORK/commands.sh" && [ -s "$WORK/commands.sh" ] || { echo "docs/howto/$1 has no commands under \"$2\""; return 1; }
  # shellcheck disable=SC2016 # the inner shell expands it: what runs in the background ends with the commands
  (cd "$folder" && no_proxy=127.0.0.1 bash -euxo pipefail -c 'trap "kill \$(jobs -p) 2>/dev/null || true" EXIT; . "$0"' "$WORK/commands.sh")
}
every_command_was_run() { # every_command_was_run PAGE [HEADING…] : but those under these headings, which run under other names
  local heading page=$1 missing=0
  shift
  while read -r heading; do
    grep -qxF "$page: $heading" "$WORK/as-written.txt" || printf '%s\n' "$@" | grep -qxF "$heading" && continue
    echo "nothing ran the commands of docs/howto/$page under \"$heading\""
    missing=1
  done < <(headings_of "$page")
  return "$missing"
}
