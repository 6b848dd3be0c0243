"""A cluster of PostgreSQL in the image, empty and migrated, made while the image is built.

A first start unpacks it in place of initdb and all migrations, which take seconds. Its passwords are replaced at once.
"""

import os
import shutil
import subprocess
import tempfile

from runner.errors import CommandError
from runner.machine import ROOT

FILE = os.path.join(ROOT, "cluster.tar.gz")


def exists():
    """Whether a new cluster may be made from the file. A restore begins with an empty one, whatever schema its backup has."""
    return os.path.exists(FILE) and not os.environ.get("EMPTY_CLUSTER")


def unpack(folder):
    """Unpacks the cluster into an existing folder, as this user."""
    subprocess.run(["tar", "-xzf", FILE, "-C", folder, "--no-same-owner"], check=True)


def make():
    """Makes the file."""
    from runner import backup, program
    from runner.settings import Settings
    from runner.state import State

    os.environ["TICKER_HOME"] = home = tempfile.mkdtemp()
    os.chmod(home, 0o755)
    state = State("up")
    with backup.database(state, Settings("up", home)):
        program.use_database_of_run()
        code = subprocess.run(program.command("migrate", []), check=False).returncode
    data = state.file("pgdata")
    if code != 0 or os.path.exists(os.path.join(data, "postmaster.pid")):
        raise CommandError(1, "the cluster could not be migrated and stopped")
    # One file of the log in place of several. PostgreSQL's users may not be root.
    from runner import postgres

    subprocess.run(postgres.as_server_user([postgres.program("pg_resetwal"), "-D", data]), check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["tar", "-czf", FILE, "-C", data, "--exclude=./postmaster.opts", "."], check=True)
    os.chmod(FILE, 0o644)
    shutil.rmtree(home)
