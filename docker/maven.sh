#!/bin/sh
# Runs Maven while the image is built: with the libraries of /maven-repository, and with the secrets that were passed.
set -eu
settings=/run/secrets/maven-settings
trust=/run/secrets/cacerts
set -- "$@" -B -ntp -T1C -DskipTests "-Dmaven.repo.local.tail=/maven-repository" -Dmaven.repo.local.tail.ignoreAvailability=true
[ ! -s "$settings" ] || set -- "$@" -s "$settings"
[ ! -s "$trust" ] || MAVEN_OPTS="${MAVEN_OPTS:-} -Djavax.net.ssl.trustStore=$trust"
export MAVEN_OPTS="${MAVEN_OPTS:-}"
exec mvn "$@" -pl '!e2e,!bench'
