{{- /* How the operator reaches the Prometheus it asks: addresses as variables, certificates and token as files of one volume. */ -}}
{{- define "inference-gateway.prometheus.env" -}}
{{- with .Values.prometheus }}
{{- if and .ca.configMap .ca.secret }}
{{- fail "prometheus.ca has both configMap and secret: keep one" }}
{{- end }}
{{- if and .token.secret .token.serviceAccount }}
{{- fail "prometheus.token has both secret and serviceAccount: keep one" }}
{{- end }}
{{- if and (or .token.secret .token.serviceAccount) (not (hasPrefix "https://" .url)) }}
{{- fail "prometheus.token needs an https:// prometheus.url, or everybody on the way can read the token" }}
{{- end }}
{{- with .url }}
- name: PROMETHEUS_URL
  value: {{ . | quote }}
{{- end }}
- name: PROMETHEUS_INTERVAL
  value: {{ .interval | quote }}
- name: PROMETHEUS_TIMEOUT
  value: {{ .timeout | quote }}
{{- if or .ca.configMap .ca.secret }}
- name: PROMETHEUS_CA_FILE
  value: /etc/inference-gateway/prometheus/ca.crt
{{- end }}
{{- if or .token.secret .token.serviceAccount }}
- name: PROMETHEUS_TOKEN_FILE
  value: /etc/inference-gateway/prometheus/token
{{- end }}
{{- end }}
{{- end }}

{{- define "inference-gateway.prometheus.files" -}}
{{- with .Values.prometheus }}
{{- if .ca.configMap }}
- configMap:
    name: {{ .ca.configMap }}
    items:
      - key: {{ .ca.key }}
        path: ca.crt
{{- end }}
{{- if .ca.secret }}
- secret:
    name: {{ .ca.secret }}
    items:
      - key: {{ .ca.key }}
        path: ca.crt
{{- end }}
{{- if .token.secret }}
- secret:
    name: {{ .token.secret }}
    items:
      - key: {{ .token.key }}
        path: token
{{- end }}
{{- if .token.serviceAccount }}
- serviceAccountToken:
    path: token
    expirationSeconds: 3600
{{- end }}
{{- end }}
{{- end }}

{{- define "inference-gateway.prometheus.mount" -}}
{{- if include "inference-gateway.prometheus.files" . }}
- name: prometheus
  mountPath: /etc/inference-gateway/prometheus
  readOnly: true
{{- end }}
{{- end }}

{{- define "inference-gateway.prometheus.volume" -}}
{{- with include "inference-gateway.prometheus.files" . }}
- name: prometheus
  projected:
    sources:
      {{- . | trim | nindent 6 }}
{{- end }}
{{- end }}
