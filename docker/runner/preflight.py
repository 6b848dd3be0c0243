"""Checks what a run needs before anything starts."""

import os
import resource
import subprocess
import sys

from runner import build, machine, ports, users
from runner.ending import free_room
from runner.errors import CANNOT_CREATE, DISK, UNAVAILABLE, WRONG_SETTING, CommandError
from runner.settings_check import SettingsCheck

FIRST_ROOM = 512  # MiB free at first: PostgreSQL's binaries, a fresh cluster with its log, and some days of trades
LEAST_ROOM = 128  # MiB free later: what PostgreSQL's log may grow by

OPEN_FILES_NEEDED = 1024  # by supervisord, which refuses to start with fewer
OPEN_FILES_WANTED = 4096  # by nginx for a thousand clients, two files each, and by PostgreSQL


class Checks:
    """Checks the settings of the run and of its programs, so that all faults are reported at once."""

    def __init__(self, settings):
        self._settings = settings
        self._check = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends a check whose result is no longer needed, because another step refused the start."""
        if self._check:
            self._check.cancel()

    def begin(self):
        """Refuses the run's own faults. Where programs are built already, starts their check in the background."""
        settings = self._settings
        faults = [(WRONG_SETTING, text) for text in settings.faults] + ports.faults(settings.listeners())
        dist = _built()
        if dist and machine.find_jdk():
            self._check = SettingsCheck(dist, settings.defaults)
        if not self._check:
            _warn(settings.warnings)
        if faults:
            refuse(faults + (self._of_programs() if self._check else []))

    def finish(self, app):
        """Refuses faults that the programs' check found, and prints its warnings."""
        if not self._check:
            self._settings.warnings.clear()  # printed already
            self._check = SettingsCheck(app, self._settings.defaults)
        faults = self._of_programs()
        if faults:
            refuse(faults)

    def _of_programs(self):
        faults, warnings = self._check.result()
        _warn(self._settings.warnings + warnings)
        return [(WRONG_SETTING, fault) for fault in faults]


def _built():
    """Returns the folder of the programs, or None when they must be built first."""
    if machine.in_image():
        return machine.ROOT
    return os.environ.get("TICKER_DIST") or (build.DIST if build.is_current() else None)


def _warn(warnings):
    for warning in warnings:
        warn(warning)


def warn(warning):
    print("ticker: warning: " + warning, file=sys.stderr, flush=True)


def refuse(faults):
    """Raises all faults, each (exit code, text), one for each setting: several checks may find the same."""
    kept = {}
    for _, text in faults:
        kept.setdefault(text.partition(":")[0], text)
    raise CommandError(max(code for code, _ in faults), *kept.values())


def check_open_files():
    """Raises `ulimit -n` as far as needed and allowed; warns when that is too low."""
    soft, hard = open_files()
    few = few_open_files((soft, hard))
    if few:
        print("ticker: warning: " + few, file=sys.stderr, flush=True)
    wanted = OPEN_FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def open_files():
    """Returns (soft, hard); refuses a limit with which nothing starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < OPEN_FILES_NEEDED:
        text = "ulimit -n: expected at least %d open files a process, found a hard limit of %d: raise it (/etc/security/limits.conf, LimitNOFILE= or --ulimit nofile=)"
        raise CommandError(UNAVAILABLE, text % (OPEN_FILES_NEEDED, hard))
    return soft, hard


def few_open_files(limits):
    """Returns a warning about too few open files, or None when there are enough."""
    hard = limits[1]
    if hard == resource.RLIM_INFINITY or hard >= OPEN_FILES_WANTED:
        return None
    text = "ulimit -n: expected at least %d open files a process, found a hard limit of %d: fewer clients are served at once"
    return text % (OPEN_FILES_WANTED, hard)


def room_needed(state, first=FIRST_ROOM):
    return LEAST_ROOM if os.path.isdir(state.file("pgdata")) else first


def check_room(state, first=FIRST_ROOM):
    least = room_needed(state, first)
    room = free_room(state.home)
    if room < least:
        text = "disk full: expected %d MiB free in %s, found %d; make room or point TICKER_HOME elsewhere"
        raise CommandError(DISK, text % (least, state.home, room))


def check_postgres_user(state):
    """Checks that root can run PostgreSQL without root's powers: see postgres.py."""
    if os.getuid() != 0 or users.are_used():
        return
    tried = subprocess.run(["unshare", "-U", "true"], stderr=subprocess.PIPE, text=True, check=False)
    if tried.returncode != 0:
        reason = tried.stderr.strip().rpartition(": ")[2]
        if machine.in_image():
            text = "root cannot run PostgreSQL without the capabilities %s: run the container as another user (--user 10000:0), or set DATABASE_URL"
            raise CommandError(UNAVAILABLE, text % " ".join(users.missing_capabilities()))
        text = "root cannot run PostgreSQL here, as this kernel allows no user namespaces (%s): run ./ticker as another user, or set DATABASE_URL"
        raise CommandError(UNAVAILABLE, text % reason)
    if subprocess.run(["unshare", "-U", "test", "-w", state.path], check=False).returncode != 0:
        text = 'TICKER_HOME: expected a folder of root\'s own, found "%s", which another user owns or hides: run ./ticker as that user, or point TICKER_HOME elsewhere'
        raise CommandError(CANNOT_CREATE, text % state.home)
