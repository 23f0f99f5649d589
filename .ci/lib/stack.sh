# shellcheck shell=bash
# The local observability stack under config/ and the chart's dashboards, each checked by its own program. Programs are
# built from Go modules or installed from PyPI into a folder outside the checkout, once; the first time takes minutes.

TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/inference-gateway/tools
DASHBOARDS=(helm/inference-gateway/dashboards/*.json)

go_tool() { # go_tool NAME PACKAGE@VERSION : prints the path of the program, which is built when it is not there
  local path=$TOOLS/$1-${2##*@}
  if [ ! -x "$path" ]; then
    mkdir -p "$TOOLS/build" && rm -rf "$TOOLS/build/"*
    GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=0 GOBIN=$TOOLS/build go install -trimpath -ldflags '-s -w' "$2" >"$TOOLS/$1.log" 2>&1 ||
      { tail -n 3 "$TOOLS/$1.log" >&2; return 1; }
    mv "$TOOLS/build/"* "$path"
  fi
  echo "$path"
}

collector() { # prints the path of a Collector with what stack.yaml needs; its own builder writes and compiles it
  local description=.ci/stack-otelcol.yaml version path builder
  version=$(sed -n 's/^dist:.*version: \([0-9.]*\)}.*/\1/p' "$description")
  path=$TOOLS/otelcol-$(sha256sum "$description" | cut -c1-12)
  if [ ! -x "$path" ]; then
    builder=$(go_tool builder "go.opentelemetry.io/collector/cmd/builder@v$version") || return 1
    sed "s#^dist: {#dist: {output_path: $TOOLS/otelcol, #" "$description" >"$TOOLS/otelcol.yaml"
    GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=0 "$builder" --config "$TOOLS/otelcol.yaml" >"$TOOLS/otelcol.log" 2>&1 ||
      { tail -n 3 "$TOOLS/otelcol.log" >&2; return 1; }
    mv "$TOOLS/otelcol/otelcol-stack" "$path"
  fi
  echo "$path"
}

loki() { # prints the path of Loki when it is there; `loki build` makes it, which takes ten minutes and more
  local mod=.ci/stack-loki.mod path source=$TOOLS/loki-source
  path=$TOOLS/loki-$(sha256sum "$mod" | cut -c1-12)
  if [ ! -x "$path" ]; then
    [ "${1:-}" = build ] || return 1
    mkdir -p "$source" && cp "$mod" "$source/go.mod" && rm -f "$source/go.sum"
    (cd "$source" && GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=0 \
      go build -trimpath -ldflags '-s -w' -o "$path" github.com/grafana/loki/v3/cmd/loki) >"$TOOLS/loki.log" 2>&1 ||
      { tail -n 3 "$TOOLS/loki.log" >&2; return 1; }
  fi
  echo "$path"
}

slo_tool() { # slo_tool oslo|sloth : prints the path of the program, which is built when it is not there
  local mod=.ci/stack-slo.mod path source=$TOOLS/slo-source package
  path=$TOOLS/$1-$(sha256sum "$mod" | cut -c1-12)
  if [ ! -x "$path" ]; then
    mkdir -p "$source" && cp "$mod" "$source/go.mod" && rm -f "$source/go.sum"
    package=$(sed -n "s#^\t\(.*/$1\) v.*#\1#p" "$mod")/cmd/$1
    (cd "$source" && GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=0 \
      go build -trimpath -ldflags '-s -w' -o "$path" "$package") >"$TOOLS/$1.log" 2>&1 ||
      { tail -n 3 "$TOOLS/$1.log" >&2; return 1; }
  fi
  echo "$path"
}

slo_tools() { # OSLO, SLOTH and PYRRA for the tests of `igw render --format`, which are skipped without them
  if command -v go >/dev/null; then
    if OSLO=$(slo_tool oslo) && SLOTH=$(slo_tool sloth); then export OSLO SLOTH; else fail "oslo and sloth are built"; fi
  else
    fail "Go is not on PATH: the OpenSLO and sloth exports are not checked by oslo and sloth"
  fi
  [ -n "${PYRRA:-}" ] || command -v pyrra >/dev/null ||
    printf 'NOT CHECKED by Pyrra itself: the Pyrra export. Put pyrra (0.10 or newer) on PATH, or its path in PYRRA\n'
}

grafana_python() { # prints a Python that knows Grafana's model of a dashboard
  local pins=.ci/stack-grafana.txt venv
  venv=$TOOLS/grafana-$(sha256sum "$pins" | cut -c1-12)
  if [ ! -f "$venv/ready" ]; then
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$pins" >&2 && touch "$venv/ready"
  fi
  echo "$venv/bin/python"
}

promtool_of_stack() { "${PROMTOOL:-promtool}" "$@"; }
dashboard_rules() {
  .ci/lib/dashboard_queries.py --rules "${DASHBOARDS[@]}" >"$WORK/dashboard-rules.json"
  promtool_of_stack check rules --lint=none "$WORK/dashboard-rules.json"
}
amtool() { "$(go_tool amtool github.com/prometheus/alertmanager/cmd/amtool@v0.31.0)" "$@"; }
alertmanager_checked() { amtool check-config config/alertmanager/alertmanager.yaml; }
routed() { # routed SEVERITY RECEIVER : who gets an alert
  amtool config routes test --config.file=config/alertmanager/alertmanager.yaml --verify.receivers="$2" severity="$1" alertname=InferenceGatewayErrorBudgetBurn
}
collector_checked() { "$(collector)" validate --config config/otel-collector/stack.yaml; }
collector_keeps() { .ci/lib/tail_sampling.py "$(collector)" config/otel-collector/stack.yaml; }
EXPORTS=operator/src/test/resources/golden/export
openslo_checked() { "$(slo_tool oslo)" validate $(printf -- '-f %s ' "$EXPORTS"/*-openslo.yaml); }
sloth_checked() { "$(slo_tool sloth)" validate --input "$EXPORTS" --fs-include 'sloth\.yaml$'; }
loki_checked() { "$(loki)" -config.file=config/loki/loki.yaml -verify-config; }
compose_checked() { "$(go_tool compose github.com/compose-spec/compose-go/v2/cmd@v2.16.2)" config/compose.yaml; }
dashboards_checked() { "$(grafana_python)" .ci/lib/grafana_schema.py "${DASHBOARDS[@]}"; }

stack() { # stack [build]
  check "promtool: the queries of the dashboards" dashboard_rules
  check "promtool: the configuration of Prometheus, its rules and targets" promtool_of_stack check config config/prometheus/prometheus.yaml
  check "Grafana's model: the dashboards" dashboards_checked
  if ! command -v go >/dev/null; then
    fail "Go is not on PATH: Alertmanager, Collector and compose files are not checked"
    return
  fi
  check "amtool: the configuration of Alertmanager" alertmanager_checked
  check "Alertmanager: critical goes to the pager" routed critical pager
  check "Alertmanager: warning goes to the chat" routed warning chat
  check "the Collector: its configuration" collector_checked
  check "the Collector keeps errors and slow requests" collector_keeps
  check "compose: the file" compose_checked
  check "oslo: the exported OpenSLO documents" openslo_checked
  check "sloth: the exported documents" sloth_checked
  if loki "$@" >/dev/null; then
    check "Loki: its configuration" loki_checked
  else
    printf 'NOT CHECKED config/loki/loki.yaml: `.ci/stack build` builds Loki for that, once\n'
  fi
}
