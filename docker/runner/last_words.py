"""Finds in a program's log why it ended."""

import json
import os
import re
import time

# The best first: a program's message about its settings, then what kept it from starting, then any error.
REASONS = (
    re.compile(r"^[a-z-]+: (.+)"),
    re.compile(r"could not start: (.+)"),
    re.compile(r"^FATAL: (.+)"),
    re.compile(r"((?:FATAL|PANIC|ERROR|\[emerg\]|Exception|Error:).+)"),
)

BYTES_READ = 64 << 10
LINES_SHOWN = 5
WRITER_DELAY = 0.5  # seconds in which a log writer writes what it got


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
        """Returns the lines since then, at most the last 64 KiB; after a rotation, those of the new file."""
        with open(self.path, "rb") as log:
            status = os.fstat(log.fileno())
            begin = self._size if status.st_ino == self._inode and status.st_size >= self._size else 0
            log.seek(max(begin, status.st_size - BYTES_READ))
            return [_text(line.strip()) for line in log.read().decode("utf-8", "replace").splitlines() if line.strip()]


def position(program, logs="../log"):
    """Returns where the program's log ends now."""
    return Position(os.path.join(logs, program + ".log"))


def since(start):
    """Returns why the program ended, from its log since the position at its start."""
    deadline = time.monotonic() + WRITER_DELAY
    while True:
        try:
            lines = start.lines()
        except OSError:
            return "it has no log"
        if lines or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    for pattern in REASONS:
        found = [match.group(1) for match in map(pattern.search, lines) if match]
        if found:
            return "\n  ".join(dict.fromkeys(found[-LINES_SHOWN:]))
    return "\n  ".join(lines[-LINES_SHOWN:]) or "its log is empty"


def _text(line):
    """Returns the message of a line, also of a JSON line."""
    if not line.startswith("{"):
        return line
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    message = str(entry.get("formattedMessage") or entry.get("message") or line)
    return "ERROR " + message if entry.get("level") == "ERROR" and not REASONS[0].match(message) else message
