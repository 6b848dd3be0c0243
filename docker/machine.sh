# shellcheck shell=sh
# What the native run needs of the machine: a JDK, Maven, nginx, supervisord, and the programs built.
# Sourced by ./ticker, which defines root, say and fail. The image has all of it already.
: "${root:?}"

JDK_LEAST=25
SERVICES="nginx libnginx-mod-http-brotli-static supervisor"

# The system's own, which comes with supervisord; another one in PATH may lack what that brings.
PYTHON3=/usr/bin/python3
[ -x "$PYTHON3" ] || PYTHON3=python3
export PYTHON3

# Prints "VERSION HOME" of each JDK in the usual places; where no release file tells, java itself is asked.
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

# Prints the JDK to use: the user's choice when it is new enough, else the oldest that is, being nearest to the one tried.
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
    JAVA_HOME=$jdk
    export JAVA_HOME
}

need_maven() {
    command -v mvn >/dev/null || install_packages maven || missing "Maven, which builds the programs" maven
}

# nginx, supervisord and its python3.
need_services() {
    if ! command -v nginx >/dev/null || ! command -v supervisord >/dev/null; then
        # shellcheck disable=SC2086 # a list
        install_packages $SERVICES || missing "nginx or supervisord" "$SERVICES"
    fi
}

missing() {
    fail 69 "not found: $1. Install it with: sudo apt-get install -y --no-install-recommends $2"
}

# Installs Debian packages when that can be done: as root, where there is apt. No service is started by it.
install_packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && mkdir -p "$root/target" || return 1
    apt_log=$root/target/setup.log
    apt_knows "$@" || apt-get -q update >"$apt_log" 2>&1 && apt_knows "$@" || return 1
    say "installing $*"
    (
        exec 8</var/lib/dpkg && flock 8 # two of us at once would restore each other's policy-rc.d
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

# For the rest of this subshell: apt asks policy-rc.d whether it may start a service, and 101 means no.
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

# Runs a command with its output in a log; says how long it took, and on failure what the log has to say.
logged() {
    what=$1 log=$2
    shift 2
    since=$(date +%s)
    # Beside us, so that a signal is heard at once; without the state's lock, which must not outlive us.
    "$@" >"$log" 2>&1 </dev/null 3>&- &
    job=$!
    wait "$job" && {
        job=
        say "$what: $(($(date +%s) - since)) s"
        return
    }
    code=$?
    job=
    grep '^\[ERROR\]' "$log" | head -n 15 >&2
    [ "$code" -gt 128 ] || printf 'ticker: %s failed; the whole log is %s\n' "$what" "$log" >&2
    return 1
}

# Holds the clone's build lock from here on, so that two of us do not build, test or copy in one another's way.
lock_build() {
    mkdir -p "$root/target" || fail 74 "cannot create $root/target: make the clone writable"
    exec 4>"$root/target/build.lock"
    flock -n 4 || {
        say "another ./ticker is building in this clone; waiting for it"
        flock 4
    }
}

unlock_build() {
    exec 4>&-
}

# Builds when a source is newer than the last build. Folders count too: a deleted file changes only them.
build() {
    built=$root/target/dist/.built
    if [ -e "$built" ] && [ -z "$(cd "$root" && find pom.xml .mvn db/migrations ./*/pom.xml ./*/src/main -newer "$built" -print -quit)" ]; then
        return
    fi
    need_maven
    say "building the programs (the first time also fetches what they stand on)"
    touch "$root/target/.building"
    logged "built" "$root/target/build.log" mvn -f "$root/pom.xml" -B -q package -DskipTests || exit 1
    mv "$root/target/.building" "$built"
}

# Runs all tests and prints their sum last, as the reports have it.
run_tests() {
    lock_build
    log=$root/target/test.log
    building=$root/target/.building
    touch "$building"
    say "building and testing (all of it in target/test.log)"
    # Tests that start ./ticker themselves find the programs as this build left them.
    export TICKER_DIST="$root/target/dist"
    {
        (cd "$root" && mvn -B -ntp -fae -Dstyle.color=never -Dlong="$1" verify </dev/null)
        echo $? >"$root/target/test.code"
    } 2>&1 | tee "$log" | sed -unE '
        # What failed, with the whole of what each test has to say, then one line for each class and module.
        /^\[ERROR\] *(Failures|Errors): *$/,/^\[ERROR\] *Tests run:/ { p; b; }
        /^\[ERROR\]( *$|.*\[Help 1\]| To see the full| Re-run| For more info| After correcting|   mvn | See dump)/b
        /^\[ERROR\]|^\[(INFO|WARNING)\] (Building [a-z0-9-]+ [0-9]|Tests run:.*(in |Time elapsed)|BUILD|Total time)/p'
    code=$(cat "$root/target/test.code")
    find "$root" -path '*/target/*-reports/TEST-*.xml' -newer "$building" -exec sed -n '/<testsuite /{s/^[^>]*<testsuite \([^>]*\)>.*/\1/p;q}' {} \; | awk '
        function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
        { $0 = " " $0; run += attribute("tests"); failed += attribute("failures") + attribute("errors"); skipped += attribute("skipped") }
        END { printf "%d passed, %d failed, %d skipped\n", run - failed - skipped, failed, skipped }'
    # What was tested is built, too.
    [ "$code" != 0 ] || mv "$building" "$root/target/dist/.built"
    exit "$code"
}
