"""Why a run ended: the file `failed` in its run folder, an exit code on the first line, and then words for people."""

import os

from runner.state import read_text, write_whole


def record(code, reason):
    """Leaves the reason in the run folder, which is the current one; the first reason stays."""
    if not os.path.exists("failed"):
        write_whole("failed", "%d\n%s\n" % (code, reason))


def read(run_folder):
    """The code and the reason, or None."""
    text = read_text(os.path.join(run_folder, "failed"))
    if not text:
        return None
    code, _, reason = text.partition("\n")
    return int(code), reason
