"""Lists, verifies, exports and restores what the archive has. The work is in archiver.jar; it finds its settings here."""

import contextlib
import os
import sys

from runner import machine, one_shot, program
from runner.errors import WRONG_USE, CommandError
from runner.state import running

# What needs a database, and so a run.
OF_A_RUN = ("restore",)
VERBS = ("list", "verify", "export", "restore")


def run(arguments):
    """Replaces this process by archiver, with the settings of the current run or, where none is on, with this environment."""
    if not arguments or arguments[0] not in VERBS:
        raise CommandError(WRONG_USE, "archive expects list, verify, export or restore, found '%s'" % " ".join(arguments))
    words = [*arguments, *(["--bar"] if sys.stderr.isatty() else [])]
    if running() or arguments[0] in OF_A_RUN or not os.environ.get("ARCHIVE_URL"):
        one_shot.run("archiver", words)
    os.environ["APP_HOME"] = machine.ROOT if machine.in_image() else _built()
    program.become("archiver", words)


def _built():
    """Returns the folder of the programs, built anew when a source is newer."""
    machine.need_jdk()
    if os.environ.get("TICKER_DIST"):
        return os.environ["TICKER_DIST"]
    from runner import build

    with build.lock(), contextlib.redirect_stdout(sys.stderr):  # standard output is the answer
        build.build_if_older()
    return build.DIST
