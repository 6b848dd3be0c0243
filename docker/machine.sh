#!/bin/sh
# Finds what a command needs: machine.sh jdk|maven|services|engine|debootstrap|test-tools|bench-tools|node|browser. Installs it where possible (as
# root on Debian or Ubuntu), else prints the line to run and exits with 69. `jdk` prints the JDK's folder; so does `find-jdk`,
# which installs nothing. Messages for people go to standard error.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P) || exit 1

JDK_LEAST=25
NODE_LEAST=20
SERVICES="nginx libnginx-mod-http-brotli-static supervisor"
# runc works in more machines than podman's own choice, crun, which refuses a mix of both versions of control groups.
ENGINE="podman buildah runc netavark aardvark-dns iptables"

say() { printf '%s\n' "$*" >&2; }
fail() {
    fail_code=$1
    shift
    printf 'ticker: %s\n' "$*" >&2
    exit "$fail_code"
}

# Prints "VERSION HOME" of each JDK in the usual places. The version is in its release file; else java -version prints it.
list_jdks() {
    of_path=$(command -v java 2>/dev/null) && of_path=$(readlink -f "$of_path") && of_path=${of_path%/bin/java}
    for home in "${JAVA_HOME:-}" "$of_path" /usr/lib/jvm/* /usr/java/* /opt/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
        if [ -n "$home" ] && [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ]; then
            version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
            [ -n "$version" ] || version=$("$home/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
            [ -z "$version" ] || printf '%s %s\n' "$version" "$home"
        fi
    done
}

# Prints the JDK to use: JAVA_HOME when it is new enough, else the oldest that is, as nearest to the tested version.
choose_jdk() {
    list_jdks | awk -v least="$JDK_LEAST" '
        $1 < least { next }
        { home = substr($0, index($0, " ") + 1) }
        home == ENVIRON["JAVA_HOME"] { best = home; exit }
        best == "" || $1 < version { best = home; version = $1 }
        END { if (best == "") exit 1; print best }'
}

need_jdk() {
    jdk=$(choose_jdk) || { install_packages "openjdk-$JDK_LEAST-jdk-headless" && jdk=$(choose_jdk); } ||
        fail 69 "no JDK $JDK_LEAST or later found (found: $(list_jdks | sort -u | awk '{ printf "%s%s", separator, $0; separator = ", " } END { if (NR == 0) printf "none" }')): install one, for example from https://adoptium.net, or point JAVA_HOME at it"
    printf '%s\n' "$jdk"
}

need_maven() {
    command -v mvn >/dev/null || install_packages maven || missing "Maven, which builds the programs" maven
}

# Finds or installs nginx, supervisord and its python3.
need_services() {
    if ! command -v nginx >/dev/null || ! command -v supervisord >/dev/null; then
        # shellcheck disable=SC2086 # a list
        install_packages $SERVICES || missing "nginx or supervisord" "$SERVICES"
    fi
}

# Finds or installs what only tests need: promtool, which checks the alert rules, and the broker of orders.
need_test_tools() {
    command -v promtool >/dev/null || install_packages prometheus || missing "promtool, which tests docker/monitoring" prometheus
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || install_packages rabbitmq-server ||
        missing "RabbitMQ, which tests orders by queue" rabbitmq-server
}

# Finds or installs what only benchmarks over HTTP need: wrk, which sends requests.
need_bench_tools() {
    command -v wrk >/dev/null || install_packages wrk || missing "wrk, which sends the requests of benchmarks" wrk
}

# Finds or installs Node with npm, which build the dashboard. Where the system's packages have an older one, installs
# nothing: without Node, only the dashboard is missing.
need_node() {
    has_node && return
    offered=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]*\)\..*/\1/p')
    [ "${offered:-0}" -ge "$NODE_LEAST" ] && install_packages nodejs npm && has_node && return
    missing "Node $NODE_LEAST or later with npm, which build the dashboard (found: $(node --version 2>/dev/null || echo none))" "nodejs npm"
}

has_node() {
    node_version=$(node --version 2>/dev/null) || return 1
    node_version=${node_version#v}
    [ "${node_version%%.*}" -ge "$NODE_LEAST" ] && command -v npm >/dev/null
}

# Finds or installs the browser that tests the dashboard.
need_browser() {
    command -v chromium >/dev/null || install_packages chromium || missing "chromium, which tests the dashboard" chromium
}

# Installs podman. The caller has asked the engines, and none answered.
need_engine() {
    # shellcheck disable=SC2086 # a list
    install_packages $ENGINE || missing "a container engine that answers (docker, podman or buildah)" "$ENGINE"
}

# Finds or installs debootstrap, which makes the base image where no registry answers.
need_debootstrap() {
    command -v debootstrap >/dev/null || install_packages debootstrap || missing "debootstrap, which makes the base image" debootstrap
}

missing() {
    fail 69 "not found: $1. Install it with: sudo apt-get install -y --no-install-recommends $2"
}

# Installs Debian packages where possible: as root, with apt. Starts no service.
install_packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && mkdir -p "$root/target" || return 1
    apt_log=$root/target/setup.log
    apt_knows "$@" || apt-get -q update >"$apt_log" 2>&1 && apt_knows "$@" || return 1
    say "installing $*"
    (
        exec 8</var/lib/dpkg && flock 8 # two at once would restore each other's policy-rc.d
        forbid_service_starts
        apt_install "$@" || { apt-get -q update && apt_install "$@"; }
    ) >"$apt_log" 2>&1 </dev/null && return
    say "apt-get could not install it: $(grep '^E: ' "$apt_log" | head -n 1) (more in target/setup.log)"
    return 1
}

apt_knows() {
    for package in "$@"; do
        apt-cache show "$package" >/dev/null 2>&1 || return 1
    done
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 --no-install-recommends install "$@"
}

# Until this subshell ends, no service starts: apt asks policy-rc.d, and 101 means no.
forbid_service_starts() {
    policy=/usr/sbin/policy-rc.d
    if [ -e "$policy" ] && ! grep -qs 'by ./ticker, for one installation' "$policy"; then
        "$policy" nginx start >/dev/null 2>&1
        [ $? != 101 ] || return 0
        mv "$policy" "$policy.before-ticker"
    fi
    trap 'rm -f "$policy"; [ ! -e "$policy.before-ticker" ] || mv "$policy.before-ticker" "$policy"' EXIT
    trap 'exit 1' INT TERM HUP
    printf '#!/bin/sh\n# Written by ./ticker, for one installation.\nexit 101\n' >"$policy"
    chmod +x "$policy"
}

case ${1:-} in
find-jdk) choose_jdk ;;
jdk) need_jdk ;;
maven) need_maven ;;
services) need_services ;;
test-tools) need_test_tools ;;
bench-tools) need_bench_tools ;;
engine) need_engine ;;
debootstrap) need_debootstrap ;;
node) need_node ;;
browser) need_browser ;;
*) fail 64 "machine.sh expects find-jdk, jdk, maven, services, engine, debootstrap, test-tools, bench-tools, node or browser, found '$*'" ;;
esac
