"""Looks whether the container does its work: the image's health check."""

import os
import time

from runner import web
from runner.settings import ALL_PROGRAMS
from runner.state import KINDS, State, read_text

WELL, UNWELL = 0, 1


def code():
    """Returns 0 when nginx answers /healthz with 200 or, where one program runs alone, when that is well; else 1."""
    for state in map(State, (*KINDS, *ALL_PROGRAMS)):
        if state.is_locked():
            return WELL if _is_well(state) else UNWELL
    return UNWELL


def _is_well(state):
    if state.kind in ALL_PROGRAMS:
        return program_is_well(state.file("run", "status", state.kind))
    address = state.address()
    try:
        return bool(address) and web.status(address, "/healthz") == 200
    except OSError:
        return False


def program_is_well(path, now=None):
    """Whether the program says in its status file that it is well, and the file is valid still."""
    lines = (read_text(path) or "").splitlines()
    if len(lines) < 2:
        return False
    wellness, _, seconds = lines[1].partition("\t")
    age = (time.time() if now is None else now) - os.stat(path).st_mtime
    return wellness == "well" and age <= float(seconds or 0)
