"""Once at the start: brings the database's schema up to date, then starts the programs that stand on it."""

import os
import subprocess
import time

from runner import program

INTERVAL = 0.05  # seconds


def run():
    """Returns the exit code of what failed; else supervisorctl takes this process's place."""
    if os.environ.get("WITH_POSTGRES") == "true":
        # Written when PostgreSQL knows its port; should it never get there, the crash-loop listener ends the run.
        while not os.path.exists("database.url"):
            time.sleep(INTERVAL)
    program.use_database_of_run()
    code = subprocess.run(program.command("migrate", []), check=False).returncode
    if code != 0:
        with open("boot.code", "w") as file:  # for the crash-loop listener
            file.write("%d\n" % code)
        return code
    configuration = os.path.join(os.environ["APP_HOME"], "docker", "supervisord.conf")
    os.execvp("supervisorctl", ["supervisorctl", "-c", configuration, "start", "app:*"])
