"""Runs once at the start: migrates the database, then starts the programs that use it."""

import os
import subprocess
import time

from runner import program
from runner.state import create

INTERVAL = 0.05  # seconds


def run():
    """Replaces this process by supervisorctl; returns migrate's exit code when it fails."""
    if os.environ.get("WITH_POSTGRES") == "true":
        # PostgreSQL writes it when it knows its port. If it never does, the crash-loop listener ends the run.
        while not os.path.exists("database.url"):
            time.sleep(INTERVAL)
    program.use_database_of_run()
    code = 0 if os.environ["TICKER_STATE"].endswith("/web") else _migrate()
    if code != 0:
        return code
    configuration = os.path.join(os.environ["APP_HOME"], "docker", "supervisord.conf")
    os.execvp("supervisorctl", ["supervisorctl", "-c", configuration, "start", *("app:" + name for name in os.environ["PROGRAMS"].split())])


def _migrate():
    code = subprocess.run(program.command("migrate", []), check=False).returncode
    if code != 0:
        with create("boot.code") as file:  # for the crash-loop listener
            file.write("%d\n" % code)
    return code
