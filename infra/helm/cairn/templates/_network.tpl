{{/* The ports in addresses such as a:9092,b:9092 or https://c/path, as a list. */}}
{{- define "cairn.portsOf" -}}
{{- $ports := list -}}
{{- range $address := compact . -}}
{{- range $one := splitList "," $address -}}
{{- $default := ternary "443" "80" (hasPrefix "https:" $one) -}}
{{- $authority := regexReplaceAll "^[a-z0-9]+://|/.*$" (trim $one) "" -}}
{{- $ports = append $ports (regexFind "[0-9]+$" (regexFind ":[0-9]+$" $authority) | default $default) -}}
{{- end -}}
{{- end -}}
{{- dict "ports" (uniq $ports | sortAlpha) | toYaml -}}
{{- end -}}

{{/* One rule of egress. Call it with (dict "to" peers "addresses" list). */}}
{{- define "cairn.egress" -}}
{{- $ports := index (include "cairn.portsOf" .addresses | fromYaml) "ports" -}}
- ports:
    {{- range $ports }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
  {{- with .to }}
  to: {{ toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "cairn.dns" -}}
- ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
  {{- with .Values.networkPolicy.to.dns }}
  to: {{ toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
