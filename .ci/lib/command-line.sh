# shellcheck shell=bash
# The command line as docs/howto/command-line.md tells it, and its distribution, unpacked and run elsewhere.

distribution() { "${MAVEN[@]}" -q -Pdist -DskipTests -pl operator -am package && as_written command-line.md "Install"; }
unpacked_igw_validates() {
  "$WORK/as-written/igw/bin/igw" validate -o json config/samples >"$WORK/verdict.json" && json_holds '.valid' "$WORK/verdict.json"
}

command_line() {
  check "command-line.md: Install" distribution
  check "the unpacked igw validates the samples" unpacked_igw_validates
  check "command-line.md: Validate and render" as_written command-line.md "Validate and render"
  check "command-line.md: Load" as_written command-line.md "Load"
  check "every command of command-line.md was run" were_run .ci/lib/command-line.sh
}
