"""Decides whether a run has begun to serve: all that readers need works, and nginx serves pairs of this run.

From then on the file `served` is in the run folder. The first process that notices creates it.
"""

import os
import time

from runner.state import create, read_text

START_LIMIT = 180.0  # seconds, after which served pairs are enough


def prepare(run_folder, state_folder):
    """Records when the run starts, and which markets.json an earlier run left."""
    with create(os.path.join(run_folder, "prepared")) as file:
        file.write("%.3f %s\n" % (time.monotonic(), _version(state_folder)))


def has_begun(run_folder):
    return os.path.exists(os.path.join(run_folder, "served"))


def look(run_folder, state_folder):
    """Returns whether the run has begun to serve, now or earlier."""
    if has_begun(run_folder):
        return True
    serves = _serves(run_folder, state_folder)
    if serves:
        begin(run_folder)
    return serves


def begin(run_folder):
    """Records that the run has begun to serve."""
    _create(os.path.join(run_folder, "served"))


def _create(path):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666))
    except OSError:
        pass  # on a full disk the next look tries again


def _serves(run_folder, state_folder):
    version = _version(state_folder)
    started, earlier = (read_text(os.path.join(run_folder, "prepared")) or "0 none").split()
    if version in ("none", earlier):
        return False
    from runner.status import Report

    answered = os.path.join(run_folder, "nginx-answered")
    report = Report(run_folder, nginx_answered=os.path.exists(answered))
    if report.has_pairs():
        _create(answered)
    return (report.is_ready() or time.monotonic() - float(started) > START_LIMIT) and report.has_pairs()


def _version(state_folder):
    """Returns what changes with each markets.json. Times are not compared: somebody may set the clock."""
    try:
        file = os.stat(os.path.join(state_folder, "www", "markets.json"))
    except FileNotFoundError:
        return "none"
    return "%d-%d" % (file.st_ino, file.st_mtime_ns)
