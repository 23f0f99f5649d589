# shellcheck shell=bash
# What a GitOps tool reads of this repository, each by that tool's own code and without a cluster: the example repository of
# docs/howto/gitops.md, kustomize, `igw validate`, Argo CD's health check, kstatus, and the README of the chart.

ARGO_CHECK=config/argocd/resource_customizations/inferencegateway.io/InferenceGateway

verdicts() { # prints the path of .ci/lib/verdicts, built from Argo CD's and Flux' modules when it is not there: minutes, once
  local source=.ci/lib/verdicts path build=$TOOLS/verdicts-source
  path=$TOOLS/verdicts-$(cat "$source"/{main.go,go.mod} | sha256sum | cut -c1-12)
  if [ ! -x "$path" ]; then
    mkdir -p "$build" && cp "$source"/{main.go,go.mod} "$build" && rm -f "$build/go.sum"
    (cd "$build" && GOWORK=off GOFLAGS=-mod=mod CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$path" .) >"$TOOLS/verdicts.log" 2>&1 ||
      { tail -n 3 "$TOOLS/verdicts.log" >&2; return 1; }
  fi
  echo "$path"
}
judged() { # judged FILE : its gateways (YAML or JSON): name, Argo CD's verdict and words, kstatus' verdict and words
  "$(verdicts)" config/argocd/argocd-cm.yaml <"$1"
}
agree() { # of lines of `judged`: Argo CD and kstatus say the same in their own words
  awk -F '\t' 'BEGIN { same["Healthy"] = "Current"; same["Progressing"] = "InProgress"; same["Degraded"] = "Failed" }
    { print } same[$2] != $4 { bad = 1; print "Argo CD and kstatus disagree" } END { exit bad || !NR }' "$1"
}
argo_judges_as_expected() { "$(verdicts)" config/argocd/argocd-cm.yaml "$ARGO_CHECK/health_test.yaml" >"$WORK/verdicts.txt"; }

example_repository() { rm -rf "$WORK/as-written/fleet" && as_written gitops.md "The repository"; }
overlay() { kubectl kustomize "$WORK/as-written/fleet/gateways/overlays/$1"; }
overlay_is_valid() { overlay "$1" >"$WORK/overlay.yaml" && operator/target/igw validate -f - <"$WORK/overlay.yaml" 2>&1 | tee /dev/stderr | grep -q '^1 valid, 0 invalid'; }
platform_builds() {
  kubectl kustomize "$WORK/as-written/fleet/platform" >"$WORK/platform.yaml" &&
    [ "$(grep -c '^kind: ' "$WORK/platform.yaml")" = 4 ] && grep -q '^  name: inference-gateway-values$' "$WORK/platform.yaml"
}
values_of_the_fleet_render() { "${HELM:-helm}" template x helm/inference-gateway --kube-version 1.34 --values "$WORK/as-written/fleet/platform/values.yaml"; }

helm_docs() { "$(go_tool helm-docs github.com/norwoodj/helm-docs/cmd/helm-docs@v1.14.2)" --chart-search-root helm/inference-gateway --sort-values-order file "$@"; }
readme_of_the_chart_is_current() { diff <(helm_docs --dry-run 2>/dev/null) helm/inference-gateway/README.md; }

gitops() {
  local program environment
  for program in go kubectl "${HELM:-helm}"; do
    command -v "$program" >/dev/null || { fail "$program is not on PATH: what GitOps tools read is not checked"; return; }
  done
  check "Argo CD's own code gives the verdicts of health_test.yaml" argo_judges_as_expected
  check "kstatus gives the same ones" agree "$WORK/verdicts.txt"
  check "helm-docs: the chart's README" readme_of_the_chart_is_current
  check "the example repository is made as docs/howto/gitops.md says" example_repository
  for environment in staging production; do
    check "kustomize builds $environment, igw accepts it" overlay_is_valid "$environment"
  done
  check "kustomize builds the platform" platform_builds
  check "the platform's values are the chart's" values_of_the_fleet_render
}
