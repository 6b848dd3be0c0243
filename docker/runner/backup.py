"""Backs up the database of a run, and restores one. The work is in migrate.jar; it finds its database here.

A backup uses the current run's database, which continues to serve. Without a run, and for each restore, the included
PostgreSQL is started for this command alone.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

from runner import app, folders, machine, one_shot, preflight, program, users
from runner.errors import BUSY, NO_INPUT, UNAVAILABLE, WRONG_SETTING, WRONG_USE, CommandError
from runner.settings import Settings
from runner.state import State, kill, running

POSTGRES_LIMIT = 120.0  # seconds for a first start, or for the recovery of a killed one
INTERVAL = 0.05


def backup(arguments):
    """Writes all tables into a file, or to standard output for `-`. Returns the exit code."""
    file, kind = _read("backup", arguments)
    if file == "-" and sys.stdout.isatty():
        raise CommandError(WRONG_USE, "backup - writes an archive to standard output; send it to a file or a program")
    if running():
        one_shot.run("migrate", ["backup", file, *_bar()], kind)
    state = State(kind)
    settings = Settings(kind, state.home)
    if settings.with_postgres and not os.path.isdir(state.file("pgdata")):
        raise CommandError(NO_INPUT, "no database in %s, and no DATABASE_URL: nothing to back up" % state.path)
    with database(state, settings):
        return _migrate(["backup", file, *_bar()])


def restore(arguments):
    """Fills an empty database from a file, or from standard input for `-`. Returns the exit code."""
    file, kind = _read("restore", arguments)
    if file == "-" and sys.stdin.isatty():
        raise CommandError(WRONG_USE, "restore - reads an archive from standard input; send one by < or |")
    if file != "-" and not os.path.isfile(file):
        raise CommandError(NO_INPUT, "no such file: %s" % file)
    for state in running():
        text = "a run is on in %s: nothing may write during a restore. End it first (./ticker down), and restore into an empty TICKER_HOME or DATABASE_URL"
        raise CommandError(BUSY, text % state.path)
    state = State(kind)
    settings = Settings(kind, state.home)
    os.environ["EMPTY_CLUSTER"] = "true"  # the backup brings its schema
    with database(state, settings):
        code = _migrate(["restore", file, *_bar()])
        if code == 0:
            print("start the programs with ./ticker %s" % kind, file=sys.stderr)
        return code


def _read(command, arguments):
    """Returns the file, as an absolute path or `-`, and the kind of run."""
    files = [word for word in arguments if word != "--demo"]
    if len(files) != 1 or (files[0].startswith("-") and files[0] != "-"):
        raise CommandError(WRONG_USE, "%s expects a file or -, and --demo for a demo's database, found '%s'" % (command, " ".join(arguments)))
    file = files[0]
    return (file if file == "-" else os.path.abspath(file)), ("demo" if "--demo" in arguments else "up")


def _bar():
    """Returns the option for a bar, where people look at it."""
    return ["--bar"] if sys.stderr.isatty() else []


def _migrate(arguments):
    program.use_database_of_run()
    return subprocess.run(program.command("migrate", arguments), check=False).returncode


@contextlib.contextmanager
def database(state, settings):
    """Holds the state's lock, so that no run starts, and serves the included PostgreSQL where it is used."""
    if settings.faults:
        preflight.refuse([(WRONG_SETTING, text) for text in settings.faults])
    state.take()
    try:
        os.environ["TICKER_STATE"] = state.path
        state.await_no_processes()
        machine.need_jdk()
        if settings.with_postgres:
            preflight.check_room(state)
            preflight.check_postgres_user(state)
        with contextlib.redirect_stdout(sys.stderr):  # standard output may be the backup's
            app.prepare(state, settings.with_postgres)
        shutil.rmtree(state.file("run"), ignore_errors=True)
        os.makedirs(state.file("log"), exist_ok=True)
        folders.prepare_run(state)
        users.share_secrets(state.file("run", "secrets"))
        with _postgres(state) if settings.with_postgres else contextlib.nullcontext():
            yield
    finally:
        shutil.rmtree(state.file("run"), ignore_errors=True)
        state.release()


@contextlib.contextmanager
def _postgres(state):
    """Serves the included PostgreSQL until the end of the block."""
    environment = dict(os.environ, RUN_ID=state.run_id)
    command = [sys.executable, "-I", "-S", "-B", os.path.join(os.environ["APP_HOME"], "docker", "runner"), "supervised", "postgres"]
    log = state.file("log", "postgres.log")
    with open(log, "ab") as output:
        server = subprocess.Popen(
            command,
            cwd=state.file("run"),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + POSTGRES_LIMIT
        while not os.path.exists(state.file("run", "database.url")):
            if server.poll() is not None:
                raise CommandError(UNAVAILABLE, "PostgreSQL does not start in %s; see %s" % (state.path, log))
            if time.monotonic() > deadline:
                raise CommandError(UNAVAILABLE, "PostgreSQL did not start within %d s; see %s" % (POSTGRES_LIMIT, log))
            time.sleep(INTERVAL)
        yield
    finally:
        # A fast shutdown: what is committed stays.
        kill([server.pid], signal.SIGINT)
        server.wait()
