"""Records why a run ended, in the file `ended` of the state folder.

The file has its full size from the start of the run, so that it can be written on a full disk. Three lines: the exit
code, the time in seconds since 1970, and the reason in words.
"""

import os
import sys
import time

ROOM = 4096  # bytes
DISK_FULL = 74
LEAST_ROOM = 4  # MiB free; with less, a full disk is the reason for any failure


class Ending:
    """How a run ended."""

    def __init__(self, code, at, reason):
        self.code = code
        self.at = at
        self.reason = reason

    def text(self, now=None):
        """Returns `ended 15:28: disk full`, with the day unless it is today."""
        at, today = time.localtime(self.at), time.localtime(time.time() if now is None else now)
        day = "" if at[:3] == today[:3] else time.strftime("%Y-%m-%d ", at)
        word = "ended" if self.code else "stopped"
        return "%s %s%s: %s" % (word, day, time.strftime("%H:%M", at), self.reason)


def begin(folder):
    """Clears the ending of the run before, and reserves the space for this one's."""
    with open(os.path.join(folder, "ended"), "wb") as file:
        file.write(b" " * ROOM)
        file.flush()
        os.fsync(file.fileno())


def record(folder, code, reason):
    """Records the reason. The first one stays, because it causes the others.

    A reason that cannot be written is printed: the end of the run is more important than its reason.
    """
    if read(folder):
        return
    room = free_room(folder)
    if code and room is not None and room < LEAST_ROOM and not reason.startswith("disk full"):
        code, reason = DISK_FULL, "disk full: %d MiB free in %s; %s" % (room, folder, reason)
    text = ("%d\n%d\n%s\n" % (code, time.time(), reason)).encode("utf-8", "replace")[:ROOM]
    try:
        descriptor = os.open(os.path.join(folder, "ended"), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, text.ljust(ROOM))
        finally:
            os.close(descriptor)
    except OSError as fault:
        print("cannot write %s/ended (%s): %s" % (folder, fault.strerror, reason), file=sys.stderr, flush=True)


def read(folder):
    """Returns how the run of this folder ended, or None when that is not recorded."""
    try:
        with open(os.path.join(folder, "ended"), errors="replace") as file:
            lines = file.read().strip().split("\n", 2)
    except OSError:
        return None
    return Ending(int(lines[0]), int(lines[1]), lines[2]) if len(lines) == 3 else None


def free_room(folder):
    """Returns the free MiB of the folder's disk, or None when the folder is missing."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return None
    return disk.f_bavail * disk.f_frsize >> 20
