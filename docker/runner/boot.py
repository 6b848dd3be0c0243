"""Runs once at the start: migrates the database, then starts the programs that use it.

graphql-server starts beside the migration, because readers wait for it; it waits for the schema by itself. The others begin
once it listens, so that they do not take the processor from it.
"""

import os
import subprocess
import time

from runner import program, supervisor
from runner.state import create

INTERVAL = 0.02  # seconds
FIRST = "graphql-server"
FIRST_LIMIT = 10.0  # seconds until the other programs start in any case


def run():
    """Returns migrate's exit code when it fails."""
    if os.environ.get("WITH_POSTGRES") == "true":
        # PostgreSQL writes it when it knows its port. If it never does, the crash-loop listener ends the run.
        while not os.path.exists("database.url"):
            time.sleep(INTERVAL)
    program.use_database_of_run()
    programs = os.environ["PROGRAMS"].split()
    if FIRST in programs:
        programs.remove(FIRST)
        supervisor.start(os.getcwd(), FIRST)
    began = time.monotonic()
    code = 0 if os.environ["TICKER_STATE"].endswith("/web") else _migrate()
    if code != 0:
        return code
    while FIRST in os.environ["PROGRAMS"].split() and not _listens() and time.monotonic() - began < FIRST_LIMIT:
        time.sleep(INTERVAL)
    for name in programs:
        supervisor.start(os.getcwd(), name)
    return 0


def _listens():
    return os.path.exists(os.path.join("api", FIRST + ".sock"))


def _migrate():
    code = subprocess.run(program.command("migrate", []), check=False).returncode
    if code != 0:
        with create("boot.code") as file:  # for the crash-loop listener
            file.write("%d\n" % code)
    return code
