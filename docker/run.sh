# shellcheck shell=sh
# One native run: its settings, folder, start, state and end. Sourced by ./ticker, after machine.sh.
#
# TICKER_HOME/demo and TICKER_HOME/up are the folders of the two kinds of run (TICKER_STATE). Whoever holds the lock
# on the file `lock` in such a folder runs it, and the file names that process. supervisord inherits the lock and its
# children do not, so that it is free as soon as supervisord is gone, however it went.

POSTGRES_VERSION=17.11
KINDS="demo up"
helpers= # processes of ours that help while a run starts, stays or ends

START_LIMIT=180  # seconds until a run must show pairs
STOP_LIMIT=6     # seconds until what was asked to end is killed
FIRST_ROOM=512   # MiB free at first: PostgreSQL's binaries, a fresh cluster with its log, and some days of trades
LEAST_ROOM=128   # MiB free later: what PostgreSQL's log may grow by

# --- settings ---

find_home() {
    TICKER_HOME=${TICKER_HOME:-$root/var}
    case $TICKER_HOME in /*) ;; *) TICKER_HOME=$(pwd -P)/$TICKER_HOME ;; esac
    export TICKER_HOME
}

use_state() {
    TICKER_STATE=$TICKER_HOME/$1
    RUN_MARK="run in $TICKER_STATE"
    export TICKER_STATE
}

# Defaults and checks of what ./ticker itself uses; the programs tell what is wrong with the rest.
read_settings() {
    TICKER_PORT=${TICKER_PORT:-8000}
    TICKER_BIND=${TICKER_BIND:-127.0.0.1}
    check_port_number TICKER_PORT "$TICKER_PORT"
    # initdb hands its own path to a shell, between double quotes.
    case $TICKER_HOME in *[\$\`\"\\]*) fail 78 "TICKER_HOME: expected a path without any of \$ \` \" \\, found \"$TICKER_HOME\"" ;; esac
    case $TICKER_BIND in *[!0-9A-Za-z.:-]*) fail 78 "TICKER_BIND: expected an address such as 127.0.0.1 or 0.0.0.0, found \"$TICKER_BIND\"" ;; esac
    [ -z "${METRICS_PORT:-}" ] || check_port_number METRICS_PORT "$METRICS_PORT"
    METRICS_PORT=${METRICS_PORT:-$((TICKER_PORT + 2))}
    export TICKER_PORT TICKER_BIND METRICS_PORT

    # The programs run elsewhere.
    case ${DATABASE_URL_FILE:-/} in /*) ;; *) DATABASE_URL_FILE=$(pwd -P)/$DATABASE_URL_FILE ;; esac
    WITH_POSTGRES=true
    [ -z "${DATABASE_URL:-}${DATABASE_URL_FILE:-}" ] || WITH_POSTGRES=false
    WITH_SANDBOX=false
    if [ "$1" = demo ]; then
        WITH_SANDBOX=true
        SANDBOX_PORT=${SANDBOX_PORT:-$((TICKER_PORT + 1))}
        check_port_number SANDBOX_PORT "$SANDBOX_PORT"
        HORIZON_URL=${HORIZON_URL:-http://127.0.0.1:$SANDBOX_PORT}
        HORIZON_REQUESTS_PER_HOUR=${HORIZON_REQUESTS_PER_HOUR:-0}
        # The issuers' domains of the sandbox exist nowhere else.
        TOML_TRUSTED_ORIGINS=${TOML_TRUSTED_ORIGINS:-https://*.sandbox.example=http://127.0.0.1:$SANDBOX_PORT}
        ORDERBOOK_INTERVAL=${ORDERBOOK_INTERVAL:-10s}
        # The simulated history begins a week before the first start; what is older was never there.
        BACKFILL_DAYS=${BACKFILL_DAYS:-7}
        export SANDBOX_PORT HORIZON_URL HORIZON_REQUESTS_PER_HOUR TOML_TRUSTED_ORIGINS ORDERBOOK_INTERVAL BACKFILL_DAYS
        [ -z "${SANDBOX_REPLAY:-}" ] || check_replay
        # A plan is found from where the command was given; a seed is no file.
        [ ! -f "${SANDBOX_FAULTS:-}" ] || SANDBOX_FAULTS=$(readlink -f -- "$SANDBOX_FAULTS")
    fi
    export WITH_POSTGRES WITH_SANDBOX
}

check_port_number() {
    case $2 in
    '' | 0* | *[!0-9]* | ??????*) ;;
    *) [ "$2" -gt 65533 ] || return 0 ;;
    esac
    fail 78 "$1: expected a port number from 1 to 65533, found \"$2\""
}

# The sandbox would tell it, too, but only after the build.
check_replay() {
    [ "$SANDBOX_REPLAY" != golden ] || return 0 # comes with the sandbox
    case $SANDBOX_REPLAY in /*) ;; *) SANDBOX_REPLAY=$(pwd -P)/$SANDBOX_REPLAY ;; esac
    export SANDBOX_REPLAY
    if [ ! -f "$SANDBOX_REPLAY" ] || [ ! -r "$SANDBOX_REPLAY" ]; then
        fail 78 "SANDBOX_REPLAY: expected a file of trades that can be read (.ndjson or .ndjson.gz), found none at \"$SANDBOX_REPLAY\""
    fi
}

# --- the lock ---

locked() {
    [ -e "$TICKER_STATE/lock" ] && ! flock -s -n "$TICKER_STATE/lock" true
}

take_state() {
    cannot=$( { mkdir -p "$TICKER_STATE" && : >>"$TICKER_STATE/lock"; } 2>&1 ) ||
        fail 73 "TICKER_HOME: expected a folder that can be written, found \"$TICKER_HOME\" (${cannot##*: })"
    exec 3>>"$TICKER_STATE/lock"
    # A second of patience: a status that looks at the lock holds it for a moment.
    flock -w 1 3 || fail 75 "a run is on in $TICKER_STATE already: $(cat "$TICKER_STATE/run/address" 2>/dev/null || echo 'just starting') (./ticker status, ./ticker down)"
    echo $$ >"$TICKER_STATE/lock"
}

# Processes of this run, whoever their parent is now: supervisord and what it started carry the run's mark in their
# environment. Children of nginx and PostgreSQL write their titles over it, but work in the run's folders.
processes_of_run() {
    (
        unset TICKER_STATE
        grep -lzxF "RUN_MARK=$RUN_MARK" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
    )
    grep -lxE 'nginx|postgres' /proc/[0-9]*/comm 2>/dev/null | cut -d/ -f3 | while read -r process; do
        case $(readlink "/proc/$process/cwd") in "$TICKER_STATE"/*) echo "$process" ;; esac
    done
}

# After a kill -9 of supervisord its children end by themselves; those that do not are killed.
await_no_processes() {
    tries=0
    while processes=$(processes_of_run) && [ -n "$processes" ]; do
        tries=$((tries + 1))
        # shellcheck disable=SC2086 # a list
        [ $tries -lt 20 ] || kill -KILL $processes 2>/dev/null
        sleep 0.1
    done
}

# Ends the run of TICKER_STATE in order, or by force when that takes too long, and takes its run folder away.
end_run() {
    exec 3>>"$TICKER_STATE/lock"
    if ! flock -n 3; then
        holder=$(cat "$TICKER_STATE/lock")
        kill -TERM "$holder" 2>/dev/null
        knock "$STOP_LIMIT"
        flock -w "$STOP_LIMIT" 3 || {
            kill -KILL "$holder" 2>/dev/null
            flock 3
        }
    fi
    await_no_processes
    end_helpers
    rm -rf "$TICKER_STATE/run"
    exec 3>&-
}

# Hurries supervisord, for so many seconds.
knock() {
    (cd "$TICKER_STATE/run" && exec setpriv --pdeathsig KILL "$PYTHON3" "$TICKER_STATE/app/docker/knock" "$1") 2>/dev/null 3>&- &
    helpers="$helpers $!"
}

# By force: started while we ignore signals, they ignore them, too.
end_helpers() {
    # shellcheck disable=SC2086 # a list
    [ -z "$helpers" ] || kill -KILL $helpers 2>/dev/null
    helpers=
}

# --- start ---

start_run() {
    find_home
    use_state "$1"
    read_settings "$1"
    take_state
    trap 'interrupted' INT TERM HUP
    need_jdk
    need_services
    await_no_processes
    check_ports
    check_room
    check_postgres_user
    prepare_app
    launch "$2"
    if [ "$2" ]; then
        await_pairs || failed
        end_helpers
        tell_addresses
    else
        stay
    fi
}

interrupted() {
    trap '' INT TERM HUP
    printf '\n'
    say "stopping"
    [ -z "${job:-}" ] || kill -TERM "$job" 2>/dev/null
    [ -z "${supervisord:-}" ] || end_run
    exit 0
}

check_ports() {
    check_port_free TICKER_PORT "$TICKER_BIND" "$TICKER_PORT"
    check_port_free METRICS_PORT 127.0.0.1 "$METRICS_PORT"
    ! $WITH_SANDBOX || check_port_free SANDBOX_PORT 127.0.0.1 "$SANDBOX_PORT"
}

check_port_free() {
    cannot=$("$PYTHON3" -c '
import errno, socket, sys
try:
    family, kind, protocol, _, address = socket.getaddrinfo(sys.argv[1], sys.argv[2], type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(address)
    listener.listen()
except OSError as fault:
    print(fault.strerror)
    sys.exit(1 if fault.errno in (errno.EADDRINUSE, errno.EACCES) else 2)' "$2" "$3")
    case $? in
    0) ;;
    1) fail 75 "$1: expected a free port, but $2:$3 cannot be listened on ($cannot): stop what uses it, or choose another, such as $1=$(($3 + 100))" ;;
    *) fail 78 "TICKER_BIND: expected an address of this machine, found \"$2\" ($cannot)" ;;
    esac
}

check_room() {
    room=$(df -Pk "$TICKER_HOME" | awk 'NR == 2 { print int($4 / 1024) }')
    least=$FIRST_ROOM
    [ ! -d "$TICKER_STATE/pgdata" ] || least=$LEAST_ROOM
    [ "$room" -ge "$least" ] || fail 74 "disk full: expected $least MiB free in $TICKER_HOME, found $room; make room or point TICKER_HOME elsewhere"
}

# PostgreSQL refuses root, which therefore serves without root's powers: see docker/postgres.
check_postgres_user() {
    $WITH_POSTGRES && [ "$(id -u)" = 0 ] || return 0
    cannot=$(unshare -U true 2>&1) ||
        fail 69 "root cannot run PostgreSQL here, as this kernel allows no user namespaces (${cannot##*: }): run ./ticker as another user, or set DATABASE_URL"
    unshare -U test -w "$TICKER_STATE" ||
        fail 73 "TICKER_HOME: expected a folder of root's own, found \"$TICKER_HOME\", which another user owns or hides: run ./ticker as that user, or point TICKER_HOME elsewhere"
}

# The run gets copies of the programs, so that a later build or checkout does not pull them from under it.
prepare_app() {
    # Set by tests that have built already, and hold the lock.
    if [ -z "${TICKER_DIST:-}" ]; then
        lock_build
        build
    fi
    dist=${TICKER_DIST:-$root/target/dist}
    ! $WITH_POSTGRES || unpack_postgres
    APP_HOME=$TICKER_STATE/app
    rm -rf "$APP_HOME" "$APP_HOME.new"
    { mkdir "$APP_HOME.new" && cp -a "$dist"/*.jar "$dist/lib" "$root/docker" "$APP_HOME.new" && mv -T "$APP_HOME.new" "$APP_HOME"; } ||
        fail 74 "cannot copy the programs into $APP_HOME"
    [ "${TICKER_DIST:-}" ] || unlock_build
    export APP_HOME
    unset TICKER_DIST
}

unpack_postgres() {
    POSTGRES_HOME=$TICKER_HOME/postgresql-$POSTGRES_VERSION
    export POSTGRES_HOME
    [ ! -d "$POSTGRES_HOME" ] || return 0
    say "unpacking PostgreSQL $POSTGRES_VERSION"
    rm -rf "$POSTGRES_HOME".new.*
    fresh=$POSTGRES_HOME.new.$$
    "$PYTHON3" -c '
import os, sys, tarfile, zipfile
with zipfile.ZipFile(sys.argv[1]) as jar:
    packed = next(name for name in jar.namelist() if name.endswith(".txz"))
    with jar.open(packed) as stream, tarfile.open(fileobj=stream, mode="r|xz") as files:
        for file in files:
            file.uid, file.gid, file.uname, file.gname = os.getuid(), os.getgid(), "", ""
            files.extract(file, sys.argv[2])' "$dist"/postgres/*.jar "$fresh" || fail 74 "cannot unpack PostgreSQL into $fresh"
    # A demo and an up may unpack at once; the first wins.
    mv -T "$fresh" "$POSTGRES_HOME" 2>/dev/null || rm -rf "$fresh"
    [ -x "$POSTGRES_HOME/bin/postgres" ] || fail 74 "cannot unpack PostgreSQL into $POSTGRES_HOME"
}

# Starts supervisord, which from here on holds the lock. In the foreground it ends with us, even by kill -9.
launch() {
    say "starting in $TICKER_STATE"
    umask 077
    rm -rf "$TICKER_STATE/run"
    mkdir -p "$TICKER_STATE/run" "$TICKER_STATE/log" "$TICKER_STATE/www"
    for log in "$TICKER_STATE"/log/*.log; do
        [ ! -e "$log" ] || mv "$log" "$log.1"
    done
    url_host=$TICKER_BIND
    case $TICKER_BIND in 0.0.0.0 | ::) url_host=127.0.0.1 ;; *:*) url_host="[$TICKER_BIND]" ;; esac
    address=http://$url_host:$TICKER_PORT
    echo "$address" >"$TICKER_STATE/run/address"
    with_us=
    [ "$1" ] || with_us="setpriv --pdeathsig TERM"
    started=$(date +%s)
    cd "$TICKER_STATE/run" || fail 74 "cannot enter $TICKER_STATE/run"
    # shellcheck disable=SC2086 # with_us is a command's beginning, or nothing
    RUN_MARK=$RUN_MARK setsid $with_us supervisord -n -c "$APP_HOME/docker/supervisord.conf" </dev/null >../log/supervisord.log 2>&1 &
    supervisord=$!
    echo "$supervisord" >"$TICKER_STATE/lock"
    exec 3>&-
    knock 10
}

# True once every program works and nginx serves a markets.json of this run with pairs in it.
shows_pairs() {
    [ -n "$(find "$TICKER_STATE/www/markets.json" -newer "$TICKER_STATE/run/address" 2>/dev/null)" ] &&
        "$PYTHON3" "$APP_HOME/docker/status" --with-pairs >/dev/null 2>&1
}

await_pairs() {
    while ! shows_pairs; do
        locked || return 1
        [ $(($(date +%s) - started)) -lt "$START_LIMIT" ] || {
            give_up_waiting
            return
        }
        sleep 0.2
    done
}

# A real market may be quiet for longer, and a Horizon that is away may come back: then the run goes on.
give_up_waiting() {
    state=$("$PYTHON3" "$APP_HOME/docker/status") && well=yes || well=
    if ! $WITH_SANDBOX && { [ "$well" ] || grep -qs '"name"' "$TICKER_STATE/www/markets.json"; }; then
        printf 'not all is ready after %s s, but it goes on:\n%s\n' "$START_LIMIT" "$state"
    else
        printf '1\nnot ready after %s s:\n%s\n' "$START_LIMIT" "$state" >"$TICKER_STATE/run/failed"
        return 1
    fi
}

tell_addresses() {
    say "up after $(($(date +%s) - started)) s:"
    say "  markets   $address/  (and /markets.json)"
    say "  assets    $address/assets.json"
    say "  GraphQL   $address/graphql  (to look around: $address/graphiql)"
    say "  health    $address/healthz  (figures: http://127.0.0.1:$METRICS_PORT/metrics)"
    ! $WITH_SANDBOX || say "  sandbox   http://127.0.0.1:$SANDBOX_PORT/  (plays Horizon)"
    say "  ./ticker status | logs | down"
}

# In the foreground: the logs, until Ctrl-C or the run's end.
stay() {
    setpriv --pdeathsig KILL "$PYTHON3" "$APP_HOME/docker/follow" "$TICKER_STATE/log" 0 &
    helpers="$helpers $!"
    if await_pairs; then
        tell_addresses
        wait "$supervisord"
    fi
    ! stopped_by_another || { say "stopped by ./ticker down"; exit 0; }
    failed
}

stopped_by_another() {
    [ -e "$TICKER_STATE/run/stopped" ] || [ ! -d "$TICKER_STATE/run" ]
}

# Ends what was started, and tells why it could not go on.
failed() {
    trap '' INT TERM HUP
    ! stopped_by_another || fail 1 "stopped by ./ticker down before it was up"
    code=1
    reason="supervisord ended without a reason; see $TICKER_STATE/log/supervisord.log"
    if [ -s "$TICKER_STATE/run/failed" ]; then
        code=$(sed -n 1p "$TICKER_STATE/run/failed")
        reason=$(sed 1d "$TICKER_STATE/run/failed")
    fi
    end_run
    fail "$code" "$reason"
}

# --- what runs ---

stop_runs() {
    find_home
    ran=
    for kind in $KINDS; do
        use_state "$kind"
        if locked; then
            ran=yes
            began=$(date +%s)
            # For one who waits in the foreground: this is no failure.
            [ ! -d "$TICKER_STATE/run" ] || : >"$TICKER_STATE/run/stopped"
            end_run
            say "stopped $TICKER_STATE after $(($(date +%s) - began)) s"
        elif [ -d "$TICKER_STATE/run" ]; then
            end_run
        fi
    done
    [ "$ran" ] || say "nothing runs in $TICKER_HOME"
}

show_status() {
    find_home
    code=3
    for kind in $KINDS; do
        use_state "$kind"
        locked || continue
        [ "$code" != 3 ] || code=0
        say "$kind  $(cat "$TICKER_STATE/run/address" 2>/dev/null || echo 'is being prepared')"
        [ -S "$TICKER_STATE/run/supervisor.sock" ] || { code=1; continue; }
        (cd "$TICKER_STATE/run" && "$PYTHON3" "$TICKER_STATE/app/docker/status") || code=1
    done
    [ "$code" != 3 ] || say "nothing runs in $TICKER_HOME"
    exit "$code"
}

# Runs a program once, beside what runs here and with its settings.
run_once() {
    find_home
    for kind in $KINDS; do
        use_state "$kind"
        locked || continue
        [ -S "$TICKER_STATE/run/supervisor.sock" ] || fail 69 "$kind is being prepared; try again when it is up"
        cd "$TICKER_STATE/run" && exec "$PYTHON3" "$TICKER_STATE/app/docker/once" "$(cat "$TICKER_STATE/lock")" "$@"
    done
    fail 69 "nothing runs in $TICKER_HOME: ./ticker up or demo starts what this is about"
}

follow_logs() {
    [ $# -le 1 ] || fail 64 "logs takes one program, or none for all"
    find_home
    logs_of=
    for kind in $KINDS; do
        use_state "$kind"
        if locked; then
            logs_of=$kind
            break
        fi
        # Of what has ended, the last.
        [ -d "$TICKER_STATE/log" ] || continue
        [ "$logs_of" ] && [ -z "$(find "$TICKER_STATE/log" -prune -newer "$TICKER_HOME/$logs_of/log")" ] || logs_of=$kind
    done
    use_state "${logs_of:-demo}"
    known=$(find "$TICKER_STATE/log" -name '*.log' 2>/dev/null | sed 's,.*/,,; s/\.log$//' | sort | paste -sd' ' -)
    [ -n "$known" ] || fail 66 "no logs in $TICKER_HOME yet: ./ticker demo starts something that has"
    [ $# = 0 ] || [ -f "$TICKER_STATE/log/$1.log" ] || fail 64 "no such program: '$1'; there are $known"
    [ $# = 0 ] || exec tail -n 50 -F "$TICKER_STATE/log/$1.log"
    exec "$PYTHON3" "$root/docker/follow" "$TICKER_STATE/log" 10
}
