"""Runs one program by itself, in a container of its own: its database, its metrics and its end are the caller's."""

import os

from runner import folders, preflight, program, users
from runner.errors import DISK, WRONG_USE, CommandError
from runner.machine import ROOT
from runner.settings import Settings
from runner.state import State


def run(name, arguments):
    """Replaces this process by the program."""
    if arguments:
        raise CommandError(WRONG_USE, "%s takes no arguments, found '%s'" % (name, " ".join(arguments)))
    state = State(name)
    settings = Settings(name, state.home)
    if settings.faults:
        preflight.refuse([(preflight.WRONG_SETTING, fault) for fault in settings.faults])
    for warning in settings.warnings:
        preflight.warn(warning)
    state.take()
    os.environ["TICKER_STATE"] = state.path
    os.environ["APP_HOME"] = ROOT
    if name != "graphql-server":  # which serves the metrics of the whole run folder
        os.environ["PROGRAM_METRICS_PORT"] = os.environ["METRICS_PORT"]
    preflight.check_open_files()
    try:
        _prepare(state)
    except OSError as fault:
        raise CommandError(DISK, "cannot start in %s (%s)" % (state.path, fault)) from None
    os.chdir(state.file("run"))
    state.keep_lock()
    users.set_umask(name)
    program.become(name)


def sandbox(arguments):
    """Replaces this process by the sandbox, which plays Horizon for a ticker in another container of the same network."""
    if arguments:
        raise CommandError(WRONG_USE, "sandbox takes no arguments, found '%s'" % " ".join(arguments))
    state = State("sandbox")
    state.take()
    os.environ["TICKER_STATE"] = state.path
    os.environ["APP_HOME"] = ROOT
    try:
        folders.prepare(state, with_journal=True)
    except OSError as fault:
        raise CommandError(DISK, "cannot start in %s (%s)" % (state.path, fault)) from None
    os.chdir(state.file("run"))
    state.keep_lock()
    users.set_umask("sandbox")
    program.become("sandbox")


def migrate(arguments):
    """Migrates the database and ends."""
    if arguments:
        raise CommandError(WRONG_USE, "migrate takes no arguments, found '%s'" % " ".join(arguments))
    os.environ["APP_HOME"] = ROOT
    users.share_secrets_alone()
    program.become("migrate")


def _prepare(state):
    users.share_secrets(state.file("run", "secrets"))
    folders.prepare(state)
