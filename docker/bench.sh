# shellcheck shell=sh
# Benchmarks, with programs and a PostgreSQL of their own, run and set up as the product's. Sourced by ./ticker, after run.sh.

BENCH_ROOM=8192 # MiB free, for the largest

run_benches() {
    find_home
    use_state bench
    WITH_POSTGRES=true
    FIRST_ROOM=$BENCH_ROOM
    take_state
    trap 'stop_bench' INT TERM HUP
    need_jdk
    need_services
    check_postgres_user
    # What one that was killed left behind.
    await_no_processes
    find "$TICKER_STATE" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +
    check_room
    prepare_app
    # As docker/program runs the programs, with room for the data that is generated.
    RUN_MARK=$RUN_MARK "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
        -XX:TieredStopAtLevel=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 \
        -jar "$APP_HOME/bench.jar" "$@" 3>&- &
    job=$!
    wait "$job"
    code=$?
    clear_bench
    exit "$code"
}

stop_bench() {
    trap '' INT TERM HUP
    [ -z "${job:-}" ] || kill -TERM "$job" 2>/dev/null
    clear_bench
    exit 130
}

clear_bench() {
    await_no_processes
    rm -rf "$TICKER_STATE"
}
