{{/* What every pod of the chart is held to. */}}
{{- define "cairn.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "cairn.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Where pods may run; equal for services and the set-up. */}}
{{- define "cairn.placement" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Call it with (dict "root" $ "group" a group of health). */}}
{{- define "cairn.probe" -}}
httpGet: {path: /actuator/health/{{ .group }}, port: http, scheme: {{ ternary "HTTPS" "HTTP" .root.Values.tls.server }}}
{{- end -}}

{{/* The volume with the company's own authorities, where there are any; equal for services and the set-up. */}}
{{- define "cairn.authorities" -}}
{{- with .Values.tls.ca }}
{{- if .secret }}
- name: ca
  secret:
    secretName: {{ .secret }}
    items:
      - {key: {{ .key | quote }}, path: ca.crt}
{{- end }}
{{- end }}
{{- end -}}
