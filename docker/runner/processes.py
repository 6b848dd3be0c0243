"""Reads about processes from /proc."""

import os


def numbers():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def of_run(run_id, folder):
    """Returns the processes of a run without this one, whatever their parent is now.

    supervisord and what it started have the run's id in their environment. Children of nginx and PostgreSQL overwrite
    it with their titles, but work in the run's folders.
    """
    wanted = ("RUN_ID=" + run_id).encode()
    return [
        pid
        for pid in numbers()
        if pid != os.getpid() and (wanted in environment(pid) or (name(pid) in ("nginx", "postgres") and works_in(pid, folder)))
    ]


def environment(pid):
    return _read(pid, "environ").split(b"\0")


def name(pid):
    return _read(pid, "comm").decode(errors="replace").strip()


def folder(pid):
    """Returns the folder in which the process works, or None when it has ended or is of another user."""
    try:
        return os.readlink("/proc/%d/cwd" % pid)
    except OSError:
        return None


def works_in(pid, path):
    here = folder(pid)
    return here is not None and (here + "/").startswith(path + "/")


def _read(pid, file):
    try:
        with open("/proc/%d/%s" % (pid, file), "rb") as content:
            return content.read()
    except OSError:
        return b""
