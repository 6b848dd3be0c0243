"""Runs the benchmarks, with a PostgreSQL of their own and the product's settings."""

import os
import shutil
import signal
import subprocess

from runner import app, machine, preflight
from runner.program import command
from runner.state import State

ROOM = 8192  # MiB free, for the largest benchmark
INTERRUPTED = 130
LOADED = ("json-http", "graphql-http", "rest-http")


def run(arguments):
    """Returns the exit code of the benchmarks. Those of the container stand alone: they need an engine."""
    if arguments == ["start"]:
        from runner import bench_start

        bench_start.run()
        return 0
    if arguments[:1] == ["memory"]:
        from runner import bench_memory

        bench_memory.run(arguments[1:])
        return 0
    if arguments[:1] == ["clients"]:
        from runner import bench_clients

        bench_clients.run(arguments[1:])
        return 0
    if arguments[:1] == ["exchange-orders"]:
        from runner import bench_orders

        bench_orders.run(arguments[1:])
        return 0
    state = State("bench")
    state.take()
    os.environ["TICKER_STATE"] = state.path  # as a start of a run sets it
    machine.need_jdk()
    machine.need_services()
    if _load_over_http(arguments):
        machine.need_bench_tools()
    preflight.check_postgres_user(state)
    # A killed benchmark leaves processes and files.
    state.await_no_processes()
    _clear(state, keep="lock")
    preflight.check_room(state, ROOM)
    app.prepare(state, with_postgres=True)
    # The generated data needs a larger heap than a program.
    benches = subprocess.Popen(
        [word if not word.startswith("-Xmx") else "-Xmx512m" for word in command("bench", arguments)],
        env=dict(os.environ, RUN_ID=state.run_id),
    )
    stopped = False

    def stop(*_):
        nonlocal stopped
        stopped = True
        benches.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    code = benches.wait()
    state.await_no_processes()
    shutil.rmtree(state.path, ignore_errors=True)
    return INTERRUPTED if stopped else code


def _load_over_http(arguments):
    """Whether a benchmark needs the load tool. Without names, all run."""
    names = [word for word in arguments if word[0:1].isalpha()]
    return not names or any(name in LOADED for name in names)


def _clear(state, keep):
    for entry in os.scandir(state.path):
        if entry.name == keep:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.remove(entry.path)
