// Argo CD's and Flux' own code, for the verdicts of .ci/lib/gitops.sh.
module verdicts

go 1.25.0

require (
	github.com/argoproj/argo-cd/v3 v3.2.12
	github.com/fluxcd/cli-utils v1.2.1
)

// Argo CD pins these by replacement, which another module has to repeat.
replace (
	k8s.io/api => k8s.io/api v0.34.4
	k8s.io/apiextensions-apiserver => k8s.io/apiextensions-apiserver v0.34.4
	k8s.io/apimachinery => k8s.io/apimachinery v0.34.4
	k8s.io/apiserver => k8s.io/apiserver v0.34.4
	k8s.io/cli-runtime => k8s.io/cli-runtime v0.34.4
	k8s.io/client-go => k8s.io/client-go v0.34.4
	k8s.io/component-base => k8s.io/component-base v0.34.4
	k8s.io/component-helpers => k8s.io/component-helpers v0.34.4
	k8s.io/controller-manager => k8s.io/controller-manager v0.34.4
	k8s.io/kube-aggregator => k8s.io/kube-aggregator v0.34.4
	k8s.io/kubectl => k8s.io/kubectl v0.34.4
	k8s.io/metrics => k8s.io/metrics v0.34.4
)
