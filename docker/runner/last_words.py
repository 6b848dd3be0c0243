"""What the end of a program's log says of its end."""

import json
import os
import re
import time

# Most telling first: a program's own words on its settings, what kept it from starting, and then any error.
TELLING = (
    re.compile(r"^[a-z-]+: (.+)"),
    re.compile(r"could not start: (.+)"),
    re.compile(r"^FATAL: (.+)"),
    re.compile(r"((?:FATAL|PANIC|ERROR|\[emerg\]|Exception|Error:).+)"),
)

BYTES_READ = 64 << 10
LINES_TOLD = 5
PATIENCE = 0.5  # seconds until a log writer has written what it was given


class Position:
    """Where a log ended at one moment, such as the start of its program."""

    def __init__(self, path):
        self.path = path
        try:
            status = os.stat(path)
            self._inode, self._size = status.st_ino, status.st_size
        except OSError:
            self._inode, self._size = None, 0

    def lines(self):
        """What came since, but not more than the end; after a rotation all of the new file."""
        with open(self.path, "rb") as log:
            status = os.fstat(log.fileno())
            begin = self._size if status.st_ino == self._inode and status.st_size >= self._size else 0
            log.seek(max(begin, status.st_size - BYTES_READ))
            return [_text(line.strip()) for line in log.read().decode("utf-8", "replace").splitlines() if line.strip()]


def position(program, logs="../log"):
    """Where the program's log ends now."""
    return Position(os.path.join(logs, program + ".log"))


def since(start):
    """What a log says of its program's end, given the position at the program's start."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            lines = start.lines()
        except OSError:
            return "there is no log of it"
        if lines or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    for telling in TELLING:
        found = [match.group(1) for match in map(telling.search, lines) if match]
        if found:
            return "\n  ".join(dict.fromkeys(found[-LINES_TOLD:]))
    return "\n  ".join(lines[-LINES_TOLD:]) or "it said nothing"


def _text(line):
    """What a line says, also where logs are JSON."""
    if not line.startswith("{"):
        return line
    try:
        told = json.loads(line)
    except ValueError:
        return line
    message = str(told.get("formattedMessage") or told.get("message") or line)
    return "ERROR " + message if told.get("level") == "ERROR" and not TELLING[0].match(message) else message
