"""Runs a program once, beside the current run and with its settings."""

import os

from runner.errors import UNAVAILABLE, CommandError
from runner.machine import ROOT, in_image
from runner.processes import environment
from runner.state import home, running


def run(program, arguments, kind=None):
    """Replaces this process by the program, with the environment of the run's supervisord.

    Of two runs in one home, kind names the one that is meant.
    """
    states = running()
    for state in [state for state in states if state.kind == kind] or states:
        holder = state.holder()
        if not state.is_up() or holder is None:
            raise CommandError(UNAVAILABLE, "%s is being prepared; try again when it is up" % state.kind)
        settings = dict(item.split(b"=", 1) for item in environment(holder) if b"=" in item)
        os.chdir(state.file("run"))
        os.environb.clear()
        os.environb.update(settings)
        from runner import program as programs

        programs.execute(program, arguments)
    if in_image() and (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        # Beside programs in other containers: the database is all that they share.
        from runner import program as programs
        from runner import users

        os.environ["APP_HOME"] = ROOT
        users.share_secrets_alone()
        programs.become(program, arguments)
    raise CommandError(UNAVAILABLE, "nothing runs in %s: start a run with ./ticker up or demo" % home())
