# shellcheck shell=bash
# GitOps on a real API server: the documents of the example repository against the real definitions of Argo CD and Flux.

FLEET_NAMESPACES=(argocd flux-system vision-staging vision-production)

helm_release_kind() { # the definition of Flux' HelmRelease, which is in no module: its own generator makes it of the Go types
  local generator types=github.com/fluxcd/helm-controller/api build=$WORK/helm-release
  generator=$(go_tool controller-gen sigs.k8s.io/controller-tools/cmd/controller-gen@v0.19.0) && mkdir -p "$build" &&
    printf 'module kinds\n\ngo 1.25.0\n\nrequire %s v1.5.0\n' "$types" >"$build/go.mod" && printf 'package kinds\n\nimport _ "%s/v2"\n' "$types" >"$build/kinds.go" &&
    (cd "$build" && GOWORK=off GOFLAGS=-mod=mod "$generator" crd "paths=$types/v2" output:crd:stdout) >"$WORK/helm-release.yaml"
}
gitops_kinds() { # as options of kubectl
  crds_of github.com/argoproj/argo-cd/v3@v3.2.12 manifests/crds/{application,applicationset}-crd.yaml
  crds_of github.com/fluxcd/kustomize-controller@v1.9.0 config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml
  crds_of github.com/fluxcd/source-controller@v1.8.5 config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml
  printf -- '-f %s\n' "$WORK/helm-release.yaml"
}
with_gitops_kinds() { # with_gitops_kinds COMMAND OPTION… : kubectl on those definitions
  # shellcheck disable=SC2046 # one option each
  kubectl "$@" $(gitops_kinds)
}
accepted_strictly() { # accepted_strictly FILE… : not one unknown field
  local file
  for file in "$@"; do kubectl apply --dry-run=server --validate=strict -f "$file" || return 1; done
}

fleet() {
  check "the definition of HelmRelease is generated" helm_release_kind
  check "the definitions of Argo CD and Flux are installed" with_gitops_kinds apply --server-side
  printf 'kind: Namespace\napiVersion: v1\nmetadata: {name: %s}\n---\n' "${FLEET_NAMESPACES[@]}" | kubectl apply -f - >/dev/null
  check "the example repository is made as docs/howto/gitops.md says" example_repository
  check "gitops.md: Before a merge" as_written gitops.md "Before a merge"
  check "the API server accepts what Argo CD reads" accepted_strictly "$WORK"/as-written/fleet/argocd/*.yaml
  kubectl -n argocd create configmap argocd-cm >/dev/null
  check "gitops.md: Argo CD" as_written gitops.md "Argo CD"
  check "the API server accepts what Flux reads" accepted_strictly "$WORK"/as-written/fleet/clusters/production/*.yaml
  local environment
  check "and the platform" accepted_overlay platform
  for environment in staging production; do check "and the gateways of $environment" accepted_overlay "gateways/overlays/$environment"; done
  # Nobody is here who would take the finalizers off.
  kubectl -n argocd patch application inference-gateway --type merge -p '{"metadata":{"finalizers":null}}' >/dev/null
  check "these definitions are removed again" with_gitops_kinds delete --wait=false
  kubectl delete namespace "${FLEET_NAMESPACES[@]}" --wait=false >/dev/null
}
accepted_overlay() { kubectl kustomize "$WORK/as-written/fleet/$1" >"$WORK/overlay.yaml" && accepted_strictly "$WORK/overlay.yaml"; }

verdict_is() { # verdict_is GATEWAY VERDICT [NAMESPACE] : Argo CD's, and kstatus says the same
  kubectl -n "${3:-$NS}" get inferencegateway "$1" -o json >"$WORK/judged.json" && judged "$WORK/judged.json" >"$WORK/verdict.txt" && agree "$WORK/verdict.txt" && [ "$(cut -f2 "$WORK/verdict.txt")" = "$2" ]
}
verdicts_on_states() { # while the gateways of states.sh are there
  check "Argo CD and kstatus: a gateway that serves is healthy" verdict_is "$GATEWAY" Healthy
  check "one whose Secret is missing is degraded" verdict_is no-secret Degraded
  check "one whose model has another digest is degraded" verdict_is wrong-digest Degraded
  check "one whose autoscaler cannot be made is degraded" verdict_is no-keda Degraded
}
