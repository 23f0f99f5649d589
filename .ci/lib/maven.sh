# shellcheck shell=bash
# The build and its tests, as a newcomer runs them, and the format check, which needs Maven itself on a JDK 25.

MAVEN=(mvn -B -ntp)
TESTS=(-T2 verify) # as the README has it: .ci/docs holds it against this

jdk25() { # prints the home of a JDK 25 or newer: where Maven's toolchain looks, and where people put them
  local home version
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* /opt/java/*; do
    [ -x "$home/bin/javac" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
    if [ "${version:-0}" -ge 25 ]; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

formatted() {
  local home
  home=$(jdk25) || { echo "no JDK 25 found; set JAVA_HOME to one"; return 1; }
  JAVA_HOME=$home "${MAVEN[@]}" -q spotless:check
}

maven_verify() { # the README's test command
  local log=$WORK/maven.log rc=0 tests
  find . -path '*/target/surefire-reports' -type d -prune -exec rm -rf {} +
  "${MAVEN[@]}" "${TESTS[@]}" >"$log" 2>&1 || rc=$?
  tests=$(find . -path '*/target/surefire-reports/TEST-*.xml' -exec grep -hm1 '<testsuite ' {} + |
    awk '{ n += value("tests"); bad += value("failures") + value("errors"); skipped += value("skipped") }
         function value(name,   part) { match($0, " " name "=\"[0-9]+\""); part = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", part); return part }
         END { print n + 0, bad + 0, skipped + 0 }')
  read -r MAVEN_TESTS MAVEN_BAD MAVEN_SKIPPED <<<"$tests"
  if [ "$rc" = 0 ]; then pass "mvn ${TESTS[*]}"; else fail "mvn ${TESTS[*]}" "$log"; grep -E '^\[ERROR\]' "$log" | head -40 || true; fi
  passed=$((passed + MAVEN_TESTS - MAVEN_BAD - MAVEN_SKIPPED)) failed=$((failed + MAVEN_BAD))
  printf 'Maven: %s tests, %s failed, %s skipped\n' "$MAVEN_TESTS" "$MAVEN_BAD" "$MAVEN_SKIPPED"
}

build() {
  check "the sources are formatted (spotless)" formatted
  maven_verify
  check "every state of docs/reference/states.md was tested in this run" every_state_was_tested
}
