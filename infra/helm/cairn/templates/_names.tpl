{{/* The name of everything in this release; short enough that any suffix fits into 63 characters. */}}
{{- define "cairn.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* What Cairn's services listen on, in any process: docs/architecture.md */}}
{{- define "cairn.ports" -}}
registry: 8081
approval: 8082
deployment: 8083
lineage: 8084
audit: 8085
{{- end -}}

{{/*
One service as the other templates see it: name, fullName, port, root, and its own values over those that all share.
Call it with (dict "root" $ "service" "registry").
*/}}
{{- define "cairn.service" -}}
{{- $values := .root.Values -}}
{{- $own := index $values.services .service | default dict -}}
{{- $shared := pick $values "replicas" "resources" "autoscaling" "image" -}}
{{- $said := mergeOverwrite (deepCopy $shared) (deepCopy $own) -}}
{{- $fullName := printf "%s-%s" (include "cairn.name" .root) .service -}}
{{- $port := index (include "cairn.ports" .root | fromYaml) .service -}}
{{- $fixed := dict "name" .service "fullName" $fullName "port" $port 
  "secret" ($own.secret | default $fullName)
  "tlsSecret" ($own.tlsSecret | default (printf "%s-tls" $fullName)) -}}
{{- merge $fixed $said | toYaml -}}
{{- end -}}

{{/* Labels by which pods are selected; they never change in the life of a release. */}}
{{- define "cairn.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "cairn.labels" -}}
{{ include "cairn.selector" . }}
app.kubernetes.io/part-of: cairn
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Call it with (dict "root" $ "image" values "name" "registry"). */}}
{{- define "cairn.image" -}}
{{- $image := .image -}}
{{- $name := printf "cairn-%s:%s" .name ($image.tag | default .root.Chart.AppVersion) -}}
{{- ternary $name (printf "%s/%s" $image.registry $name) (empty $image.registry) -}}
{{- end -}}
