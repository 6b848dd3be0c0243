# shellcheck shell=sh
# One native run: its settings, its folder, its start, end and state. Sourced by ./ticker after machine.sh.
#
# TICKER_HOME/demo and TICKER_HOME/up are the folders of the two kinds of run (TICKER_STATE). Whoever holds the lock
# on the file `lock` in one of them runs it; the file tells that process. supervisord inherits the lock, its children
# do not, so that it is free as soon as supervisord is gone, however it went.

POSTGRES_VERSION=17.11

# Seconds until a run must show pairs, and until one that stops is killed.
START_LIMIT=180
STOP_LIMIT=8

find_home() {
    TICKER_HOME=${TICKER_HOME:-$root/var}
    case $TICKER_HOME in /*) ;; *) TICKER_HOME=$(pwd -P)/$TICKER_HOME ;; esac
    export TICKER_HOME
}

runs_of_home() {
    for kind in demo up; do
        [ ! -d "$TICKER_HOME/$kind" ] || printf '%s\n' "$kind"
    done
}

# --- start ---

start_run() {
    kind=$1 detach=$2
    find_home
    read_settings
    need_jdk
    need_services
    take_state
    trap 'trap "" INT TERM HUP; stop_started; exit 0' INT TERM HUP
    check_ports
    prepare_app
    launch
    if [ "$detach" ]; then
        await_pairs || { failed_start; }
        tell_addresses
    else
        stay
    fi
}

# Defaults and checks of what ./ticker itself uses; the programs check the rest.
read_settings() {
    TICKER_STATE=$TICKER_HOME/$kind
    TICKER_PORT=${TICKER_PORT:-8000}
    TICKER_BIND=${TICKER_BIND:-127.0.0.1}
    check_port TICKER_PORT "$TICKER_PORT"
    case $TICKER_BIND in *[!0-9A-Za-z.:_-]*) fail 78 "TICKER_BIND: found '$TICKER_BIND', expected an address such as 127.0.0.1 or 0.0.0.0" ;; esac
    export TICKER_STATE TICKER_PORT TICKER_BIND

    WITH_POSTGRES=true
    [ -z "${DATABASE_URL:-}${DATABASE_URL_FILE:-}" ] || WITH_POSTGRES=false
    WITH_SANDBOX=false
    if [ "$kind" = demo ]; then
        WITH_SANDBOX=true
        SANDBOX_PORT=${SANDBOX_PORT:-$((TICKER_PORT + 1))}
        check_port SANDBOX_PORT "$SANDBOX_PORT"
        HORIZON_URL=${HORIZON_URL:-http://127.0.0.1:$SANDBOX_PORT}
        HORIZON_REQUESTS_PER_HOUR=${HORIZON_REQUESTS_PER_HOUR:-0}
        export SANDBOX_PORT HORIZON_URL HORIZON_REQUESTS_PER_HOUR
        if [ "${SANDBOX_REPLAY:-}" ]; then
            case $SANDBOX_REPLAY in /*) ;; *) SANDBOX_REPLAY=$(pwd -P)/$SANDBOX_REPLAY ;; esac
            export SANDBOX_REPLAY
            [ -f "$SANDBOX_REPLAY" ] && [ -r "$SANDBOX_REPLAY" ] ||
                fail 78 "SANDBOX_REPLAY: found '$SANDBOX_REPLAY', which is no file that can be read; expected trades as .ndjson or .ndjson.gz"
        fi
    fi
    export WITH_POSTGRES WITH_SANDBOX
}

check_port() {
    case $2 in '' | *[!0-9]* | ??????*) port_ok=false ;; *) [ "$2" -ge 1 ] && [ "$2" -le 65533 ] && port_ok=true || port_ok=false ;; esac
    $port_ok || fail 78 "$1: found '$2', expected a port number from 1 to 65533, such as 8100"
}
