# shellcheck shell=bash
# Commands of the documentation, run as they are written there: a page that is wrong fails the run. A command is a fenced block
# without a language; a section is the blocks under one heading of one page.

page_of() { # page_of PAGE : its path; README.md is the repository's
  case $1 in README.md) echo README.md ;; tutorial.md) echo docs/tutorial.md ;; *) echo "docs/howto/$1" ;; esac
}
pages() { printf '%s\n' README.md tutorial.md; (cd docs/howto && printf '%s\n' *.md); }

commands_of() { # commands_of PAGE HEADING… : the commands fenced under these headings; blocks of YAML and of text are none
  local heading page
  page=$(page_of "$1")
  for heading in "${@:2}"; do
    awk -v heading="$heading" '
      /^```/ { if (fenced) { fenced = 0; code = 0 } else { fenced = 1; code = ($0 == "```") } next }
      !fenced && /^#+ / { title = $0; sub(/^#+ /, "", title); on = (title == heading) }
      on && code { print; found = 1 }
      END { exit !found }' "$page" || { echo "$page has no commands under \"$heading\"" >&2; return 1; }
  done
}
sections_of() { # sections_of PAGE : its headings with commands; commands in a block of text, or of Python, say so: " (text)"
  awk '
    /^```/ { if (fenced) { fenced = 0 } else { fenced = 1; kind = $0; if (kind == "```") print title } next }
    !fenced && /^#+ / { title = $0; sub(/^#+ /, "", title) }
    fenced && kind == "```python" && !python { print title " (python)"; python = 1 } !fenced { python = 0 }
    fenced && kind == "```text" && /^(\$ |[A-Z_]+=\S+ )?(mvn|docker|kubectl|helm|kind|curl|igw|oras|aws|openssl|amtool|git|trivy|grype|locust|\.ci\/)/ { print title " (text)" }
    !fenced && /^    (\$ )?(mvn|docker|kubectl|helm|kind|curl|igw|oras|aws|openssl|amtool|git|\.ci\/)/ { print title " (indented: fence it)" }' "$(page_of "$1")" | uniq
}
sections() { local page; while read -r page; do sections_of "$page" | sed "s/^/$page: /"; done < <(pages); }

as_written() { # as_written PAGE HEADING… : runs them, one after the other in one shell, in a folder that has what the checkout has
  local folder=$WORK/as-written page=$1
  shift
  printf "$page: %s\n" "$@" >>"$WORK/as-written.txt"
  mkdir -p "$folder"
  ln -sfn "$PWD"/{.ci,config,crds,helm,docs,operator,inference-pod} "$folder"
  commands_of "$page" "$@" >"$WORK/commands.sh" || return 1
  # shellcheck disable=SC2016 # the inner shell expands it: what runs in the background ends with the commands
  (cd "$folder" && no_proxy=127.0.0.1,localhost bash -euxo pipefail -c 'trap "kill \$(jobs -p) 2>/dev/null || true" EXIT; . "$0"' "$WORK/commands.sh")
}
named_in() { # named_in FILE… : the sections that are run there, by as_written or what calls it
  grep -hoE '(as_written|shown|on_pages) [a-z-]+\.md( "[^"]+")+' "$@" | awk -F'"' '{ split($1, word, " "); for (i = 2; i < NF; i += 2) print word[2] ": " $i }' | sort -u
}
were_run() { # were_run FILE… : every section that these files name was run in this run
  local missing
  missing=$(named_in "$@" | grep -vxF -f "$WORK/as-written.txt") || return 0
  echo "nothing ran the commands of: $missing"
  return 1
}
