"""Decides whether a run has begun to serve: all that readers need works, and nginx serves pairs of this run.

From then on the file `served` is in the run folder. The first process that notices creates it.
"""

import os
import time

START_LIMIT = 180.0  # seconds, after which served pairs are enough


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
    try:
        open(os.path.join(run_folder, "served"), "w").close()
    except OSError:
        pass  # on a full disk the next look tries again


def _serves(run_folder, state_folder):
    try:
        started = os.stat(os.path.join(run_folder, "address")).st_mtime
        written = os.stat(os.path.join(state_folder, "www", "markets.json")).st_mtime
    except FileNotFoundError:
        return False
    if written <= started:
        return False  # of the run before
    from runner.status import Report

    report = Report(run_folder)
    return (report.is_ready() or time.time() - started > START_LIMIT) and report.has_pairs()
