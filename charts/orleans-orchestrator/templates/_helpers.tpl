{{- define "orc.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "orc.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "orc.labels" -}}
{{ include "orc.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "orc.image" -}}
image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end }}

{{- /* What all processes are told of the cluster. */ -}}
{{- define "orc.args" -}}
- --cluster={{ .Values.cluster }}
- --shutdown-delay={{ .Values.shutdownDelaySeconds }}
{{- if .Values.tls.insecure }}
- --insecure-silos
{{- else }}
- --tls-dir=/etc/orc/tls
{{- end }}
{{- end }}

{{- define "orc.env" -}}
- name: ORC_POSTGRES
  valueFrom:
    secretKeyRef:
      name: {{ .Values.postgres.existingSecret }}
      key: {{ .Values.postgres.key }}
- name: ORC_LOG_LEVEL
  value: {{ .Values.logLevel }}
{{- if .Values.secretsKey.existingSecret }}
- name: ORC_SECRETS_KEY_FILE
  value: /etc/orc/keys/secrets.key
{{- end }}
{{- end }}

{{- define "orc.mounts" -}}
{{- if not .Values.tls.insecure }}
- name: tls
  mountPath: /etc/orc/tls
  readOnly: true
{{- end }}
{{- if .Values.secretsKey.existingSecret }}
- name: keys
  mountPath: /etc/orc/keys
  readOnly: true
{{- end }}
- name: tmp
  mountPath: /tmp
{{- end }}

{{- define "orc.volumes" -}}
{{- if not .Values.tls.insecure }}
- name: tls
  secret:
    secretName: {{ .Values.tls.existingSecret }}
    defaultMode: 0400
{{- end }}
{{- if .Values.secretsKey.existingSecret }}
- name: keys
  secret:
    secretName: {{ .Values.secretsKey.existingSecret }}
    defaultMode: 0400
    items:
      - key: {{ .Values.secretsKey.key }}
        path: secrets.key
{{- end }}
- name: tmp
  emptyDir: {}
{{- end }}

{{- /* Owner of its key files, and of nothing else: no capability is left. */ -}}
{{- define "orc.confined" -}}
securityContext:
  runAsUser: 0
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- /* Living asks for an answer only: a database that is away is no reason to end a process. */ -}}
{{- define "orc.probes" -}}
startupProbe:
  httpGet: {path: /livez, port: http}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /livez, port: http}
  periodSeconds: 10
  failureThreshold: 6
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /readyz, port: http}
  periodSeconds: 3
  failureThreshold: 2
  timeoutSeconds: 5
{{- end }}

{{- define "orc.placed" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* A part's pods on machines of their own where that can be. */ -}}
{{- define "orc.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "orc.selector" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "orc.podMetadata" -}}
labels:
  {{- include "orc.labels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .component }}
{{- $annotations := dict }}
{{- if .root.Values.metrics.annotations }}
{{- $annotations = dict "prometheus.io/scrape" "true" "prometheus.io/path" "/metrics" "prometheus.io/port" (.port | toString) }}
{{- end }}
{{- with merge (deepCopy .root.Values.podAnnotations) $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
