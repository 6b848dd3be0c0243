"""What is checked before anything starts."""

import os
import subprocess

from runner import ports
from runner.errors import CANNOT_CREATE, DISK, UNAVAILABLE, WRONG_SETTING, CommandError

FIRST_ROOM = 512  # MiB free at first: PostgreSQL's binaries, a fresh cluster with its log, and some days of trades
LEAST_ROOM = 128  # MiB free later: what PostgreSQL's log may grow by


def check_settings(settings):
    """Refuses all settings that cannot be used, at once."""
    found = [(WRONG_SETTING, text) for text in settings.faults] + ports.faults(settings.listeners())
    if found:
        raise CommandError(max(code for code, _ in found), *[text for _, text in found])


def check_room(state, first=FIRST_ROOM):
    least = LEAST_ROOM if os.path.isdir(state.file("pgdata")) else first
    room = free_room(state.home)
    if room < least:
        text = "disk full: expected %d MiB free in %s, found %d; make room or point TICKER_HOME elsewhere"
        raise CommandError(DISK, text % (least, state.home, room))


def free_room(folder):
    """MiB that can be written where the folder is."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize >> 20


def check_postgres_user(state):
    """PostgreSQL refuses root, which therefore serves without root's powers: see postgres.py."""
    if os.getuid() != 0:
        return
    tried = subprocess.run(["unshare", "-U", "true"], stderr=subprocess.PIPE, text=True, check=False)
    if tried.returncode != 0:
        text = "root cannot run PostgreSQL here, as this kernel allows no user namespaces (%s): run ./ticker as another user, or set DATABASE_URL"
        raise CommandError(UNAVAILABLE, text % tried.stderr.strip().rpartition(": ")[2])
    if subprocess.run(["unshare", "-U", "test", "-w", state.path], check=False).returncode != 0:
        text = 'TICKER_HOME: expected a folder of root\'s own, found "%s", which another user owns or hides: run ./ticker as that user, or point TICKER_HOME elsewhere'
        raise CommandError(CANNOT_CREATE, text % state.home)
