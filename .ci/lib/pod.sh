# shellcheck shell=bash
# The command line of a pod process, as its image starts it: exported as POD.

pod_command() {
  local jar=$PWD/inference-pod/target/inference-pod.jar home version java=
  [ -f "$jar" ] || { echo "there is no $jar: run mvn -q package -DskipTests first" >&2; exit 1; }
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
    if [ -x "$home/bin/java" ] && [ "${version:-0}" -ge 25 ]; then java=$home/bin/java; break; fi
  done
  [ -n "$java" ] || { echo "no Java 25 found: set JAVA_HOME" >&2; exit 1; }
  export POD="$java -Xmx384m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -cp $jar io.inferencegateway.pod.Main"
}
