#!/bin/sh
# A database of its own for Keycloak, when PostgreSQL is made; the password goes by the environment, not by a command line.
set -eu
KEYCLOAK_PASSWORD=$(cat /run/secrets/cairn/keycloak)
export KEYCLOAK_PASSWORD
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username postgres <<'END'
\getenv password KEYCLOAK_PASSWORD
create role keycloak login password :'password';
create database keycloak owner keycloak;
revoke all on database keycloak from public;
END
