{{/*
What a service is told, by full names of settings. Secrets are in none of it: each is a file that Spring reads as a setting of
the file's name. A service refuses to start with a setting under 'cairn.' that it does not know.
*/}}
{{- define "cairn.configuration" -}}
{{- $values := .root.Values -}}
{{- $service := .service -}}
{{- $told := dict
  "server.port" ($service.port | int)
  "server.forward-headers-strategy" "framework"
  "spring.lifecycle.timeout-per-shutdown-phase" (printf "%ds" ($values.termination.drainSeconds | int))
  "spring.datasource.url" (include "cairn.databaseUrl" (dict "root" .root "database" $service.name))
  "spring.datasource.username" $service.name
  "cairn.migration.username" (printf "%s_owner" $service.name)
  "spring.kafka.bootstrap-servers" (required "kafka.bootstrapServers says where Kafka is, host:port with commas between" $values.kafka.bootstrapServers)
  "spring.kafka.properties.security.protocol" $values.kafka.securityProtocol
  "spring.kafka.properties.sasl.mechanism" $values.kafka.saslMechanism
  "cairn.identity.audience" $values.identity.audience
-}}
{{- if not $values.identity.issuers -}}
{{- fail "identity.issuers is empty, so nobody could sign in: name at least one with its uri and its jwkSetUri" -}}
{{- end -}}
{{- range $i, $issuer := $values.identity.issuers -}}
{{- $_ := set $told (printf "cairn.identity.issuers[%d].uri" $i) $issuer.uri -}}
{{- $_ := set $told (printf "cairn.identity.issuers[%d].jwk-set-uri" $i) $issuer.jwkSetUri -}}
{{- if include "cairn.checked" (dict "root" $.root "peer" "issuer") -}}
{{- $_ := set $told (printf "cairn.identity.issuers[%d].ssl-bundle" $i) "company" -}}
{{- end -}}
{{- end -}}
{{- if $values.tracing.endpoint -}}
{{- $_ := set $told "management.opentelemetry.tracing.export.otlp.endpoint" $values.tracing.endpoint -}}
{{- if include "cairn.checked" (dict "root" .root "peer" "tracing") -}}
{{- $_ := set $told "management.opentelemetry.tracing.export.otlp.ssl.bundle" "company" -}}
{{- end -}}
{{- end -}}
{{- $_ := mergeOverwrite $told (include "cairn.tls" .root | fromYaml) -}}
{{- if has $service.name (list "registry" "audit") -}}
{{- $_ := mergeOverwrite $told (include "cairn.writeOnce" .root | fromYaml) -}}
{{- end -}}
{{- if has $service.name (list "registry" "approval" "deployment") -}}
{{- /* Where the thread that looks after them has ended, only another process helps. */ -}}
{{- $_ := set $told "management.endpoint.health.group.liveness.include" "livenessState,duties" -}}
{{- end -}}
{{- if eq $service.name "audit" -}}
{{- $_ := mergeOverwrite $told (include "cairn.audit" .root | fromYaml) -}}
{{- end -}}
{{- mergeOverwrite $told (deepCopy $values.config) (deepCopy ($service.config | default dict)) | toYaml -}}
{{- end -}}

{{- define "cairn.databaseUrl" -}}
{{- $postgresql := .root.Values.postgresql -}}
{{- $parameters := list -}}
{{- $said := $postgresql.parameters -}}
{{- if include "cairn.checked" (dict "root" .root "peer" "postgresql") -}}
{{- $said = mergeOverwrite (dict "sslmode" "verify-full" "sslrootcert" "/etc/cairn/ca/ca.crt") (deepCopy $said) -}}
{{- end -}}
{{- range $name, $value := $said -}}
{{- $parameters = append $parameters (printf "%s=%v" $name $value) -}}
{{- end -}}
jdbc:postgresql://{{ required "postgresql.address says where PostgreSQL is, host:port" $postgresql.address }}/cairn_{{ .database }}
{{- with $parameters }}?{{ join "&" . }}{{ end -}}
{{- end -}}

{{/* Not empty where the company's own authorities check a peer's certificate. Call it with (dict "root" $ "peer" name). */}}
{{- define "cairn.checked" -}}
{{- $ca := .root.Values.tls.ca -}}
{{- if and $ca.secret (has .peer $ca.of) -}}yes{{- end -}}
{{- end -}}

{{- define "cairn.tls" -}}
{{- $tls := .Values.tls -}}
{{- if $tls.ca.secret }}
spring.ssl.bundle.pem.company.truststore.certificate: /etc/cairn/ca/ca.crt
{{- end }}
{{- if include "cairn.checked" (dict "root" . "peer" "kafka") }}
spring.kafka.properties.ssl.truststore.type: PEM
spring.kafka.properties.ssl.truststore.location: /etc/cairn/ca/ca.crt
{{- end }}
{{- if $tls.server }}
server.ssl.bundle: server
spring.ssl.bundle.pem.server.keystore.certificate: /etc/cairn/tls/tls.crt
spring.ssl.bundle.pem.server.keystore.private-key: /etc/cairn/tls/tls.key
spring.ssl.bundle.pem.server.reload-on-update: true
spring.ssl.bundle.pem.server.options.enabled-protocols: "TLSv1.3,TLSv1.2"
{{- end }}
{{- end -}}

{{- define "cairn.writeOnce" -}}
{{- $s3 := .Values.s3 -}}
cairn.write-once.kind: s3
cairn.write-once.s3.endpoint: {{ required "s3.endpoint says where the object store is, for example https://s3.eu-central-1.amazonaws.com" $s3.endpoint | quote }}
cairn.write-once.s3.region: {{ required "s3.region is what requests are signed for" $s3.region | quote }}
cairn.write-once.s3.bucket: {{ required "s3.bucket names a bucket with object lock" $s3.bucket | quote }}
{{- with $s3.prefix }}
cairn.write-once.s3.prefix: {{ . | quote }}
{{- end }}
{{- if include "cairn.checked" (dict "root" . "peer" "s3") }}
cairn.write-once.s3.ssl-bundle: company
{{- end }}
{{- end -}}

{{- define "cairn.audit" -}}
cairn.log.origin: {{ required "log.origin names the log for ever, for example cairn.example.com/log" .Values.log.origin | quote }}
{{- range $i, $key := .Values.log.formerKeys }}
cairn.log.former-keys[{{ $i }}]: {{ $key | quote }}
{{- end }}
{{- if .Values.verification.stores }}
{{- range $store := keys (include "cairn.ports" . | fromYaml) | sortAlpha }}
cairn.verification.stores.{{ $store }}.url: {{ include "cairn.databaseUrl" (dict "root" $ "database" $store) | quote }}
cairn.verification.stores.{{ $store }}.username: {{ $store }}_reader
{{- end }}
{{- end }}
{{- end -}}

{{/* The secrets of a service: for each Secret the files that its keys become, named like the settings that they are. */}}
{{- define "cairn.secrets" -}}
{{- $settings := list
  "spring.datasource.password"
  "cairn.migration.password"
  "cairn.paging.secret"
  "spring.kafka.properties.sasl.jaas.config"
-}}
{{- if has .service.name (list "registry" "audit") -}}
{{- $settings = concat $settings (list "cairn.write-once.s3.access-key" "cairn.write-once.s3.secret-key") -}}
{{- end -}}
{{- if eq .service.name "audit" -}}
{{- $settings = append $settings "cairn.log.key.pem" -}}
{{- if .root.Values.verification.stores -}}
{{- range $store := keys (include "cairn.ports" .root | fromYaml) -}}
{{- $settings = append $settings (printf "cairn.verification.stores.%s.password" $store) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $places := dict -}}
{{- range $settings -}}
{{- $_ := set $places . (dict "name" $.service.secret "key" .) -}}
{{- end -}}
{{- $secrets := dict -}}
{{- range $setting, $place := mergeOverwrite $places (deepCopy (.service.secretKeys | default dict)) -}}
{{- $items := append (get $secrets $place.name | default list) (dict "key" $place.key "path" $setting) -}}
{{- $_ := set $secrets $place.name $items -}}
{{- end -}}
{{- toYaml $secrets -}}
{{- end -}}
