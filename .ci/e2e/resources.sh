# shellcheck shell=bash
# Every sample is accepted by the real API server; every file of config/rejected is refused in the words of its first line.

accepted() { kubectl apply --dry-run=server -f "$1"; }

refused() {
  local expect answer
  expect=$(sed -n '1s/^# expect: //p' "$1")
  [ -n "$expect" ] || { echo "its first line is not '# expect: SENTENCE'"; return 1; }
  if answer=$(kubectl apply --dry-run=server -f "$1" 2>&1); then
    echo "accepted: $answer"
    return 1
  fi
  [[ $answer == *"$expect"* ]] || { printf 'refused, but not with "%s":\n%s\n' "$expect" "$answer"; return 1; }
}

resources() {
  local file found=0
  for file in config/samples/*.yaml; do
    [ -f "$file" ] || continue
    found=$((found + 1))
    check "accepted: $file" accepted "$file"
  done
  for file in config/rejected/*.yaml; do
    [ -f "$file" ] || continue
    found=$((found + 1))
    check "refused: $file" refused "$file"
  done
  [ "$found" -gt 0 ] || fail "config/samples and config/rejected hold resources"
}
