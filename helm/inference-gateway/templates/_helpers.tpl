{{- define "inference-gateway.name" -}}
{{- if contains .Chart.Name .Release.Name -}}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{- else -}}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{- end -}}
{{- end }}

{{- define "inference-gateway.selector" -}}
app.kubernetes.io/name: inference-gateway-operator
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "inference-gateway.labels" -}}
{{ include "inference-gateway.selector" . }}
app.kubernetes.io/component: operator
{{ include "inference-gateway.release" . }}
{{- end }}

{{- define "inference-gateway.release" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: inference-gateway
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.extraLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Labels and annotations of an object: the chart's, and those of its own (dictionaries `labels` and `annotations`). */ -}}
{{- define "inference-gateway.marks" -}}
labels:
  {{- include "inference-gateway.labels" .root | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (.annotations | default dict) .root.Values.extraAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "inference-gateway.serviceAccount" -}}
{{- if and (not .Values.serviceAccount.create) (not .Values.serviceAccount.name) }}
{{- fail "serviceAccount.create is false: serviceAccount.name must say which one the operator uses" }}
{{- end }}
{{- .Values.serviceAccount.name | default (include "inference-gateway.name" .) -}}
{{- end }}

{{- define "inference-gateway.image" -}}
{{- if .Values.image.digest -}}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{- else -}}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{- end -}}
{{- end }}

{{- define "inference-gateway.testSelector" -}}
app.kubernetes.io/name: inference-gateway-test
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- /* What the operator's pod and the one of `helm test` have in common: who they are, and where they may run. */ -}}
{{- define "inference-gateway.pod" -}}
serviceAccountName: {{ include "inference-gateway.serviceAccount" . }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "inference-gateway.container" -}}
image: {{ include "inference-gateway.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- /* What the operator does in the namespaces it watches: server-side apply is patch, and create when the object is new. */ -}}
{{- define "inference-gateway.rules" -}}
- apiGroups: [inferencegateway.io]
  resources: [inferencegateways]
  verbs: [get, list, watch]
- apiGroups: [inferencegateway.io]
  resources: [inferencegateways/status]
  verbs: [get, patch, update]
# Owner references that block deletion need this where the API server checks it (OpenShift does).
- apiGroups: [inferencegateway.io]
  resources: [inferencegateways/finalizers]
  verbs: [update]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services, serviceaccounts]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [keda.sh]
  resources: [scaledobjects]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
# Events about gateways: the same news again is a count on the first, hence get and patch.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, get, patch]
{{- if .Values.checkReferences }}
# Whether the Secrets, ConfigMaps and claims that a gateway names are there, and have the keys it needs. Never list or watch.
- apiGroups: [""]
  resources: [secrets, configmaps, persistentvolumeclaims]
  verbs: [get]
{{- end }}
- apiGroups: [monitoring.coreos.com]
  resources: [alertmanagerconfigs, probes, prometheusrules, servicemonitors]
  verbs: [get, list, watch, create, patch, delete]
{{- end }}

{{- /* What MonitoringReady asks: which Prometheus and Alertmanager select, by labels of what namespace, and what they may discover. */ -}}
{{- define "inference-gateway.cluster-rules" -}}
- apiGroups: [monitoring.coreos.com]
  resources: [alertmanagers, prometheuses]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get]
- apiGroups: [authorization.k8s.io]
  resources: [subjectaccessreviews]
  verbs: [create]
{{- end }}
