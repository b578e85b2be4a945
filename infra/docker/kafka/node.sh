#!/bin/sh
# Starts a node of the Kafka cluster. The first time its directory is formatted, with the administrator's password in it,
# since brokers sign in to each other by SCRAM from their first moment on.
set -eu
umask 077
settings=/opt/cairn/server.properties
kafka='/opt/kafka/libs/*'

if [ ! -e /var/lib/kafka/data/meta.properties ]; then
  password=$(sed -n 's/^administrator=//p' /run/secrets/cairn/node.properties)
  # In a file, because anybody may read a command line
  cat >/tmp/format <<END
-cp $kafka kafka.tools.StorageTool format --cluster-id $CLUSTER_ID --config $settings
--add-scram "SCRAM-SHA-512=[name=admin,iterations=8192,password=$password]"
END
  # What it says has the hash of the password in it
  java -Xmx128m @/tmp/format >/dev/null
  rm /tmp/format
fi

exec java -Xmx"${HEAP:-512m}" -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError \
  -Dlog4j2.configurationFile=/opt/cairn/log4j2.properties -cp "$kafka" kafka.Kafka "$settings"
