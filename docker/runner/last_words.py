"""What the end of a program's log says of its end."""

import json
import os
import re

# Most telling first: a program's own words on its settings, what kept it from starting, and then any error.
TELLING = (
    re.compile(r"^[a-z-]+: (.+)"),
    re.compile(r"could not start: (.+)"),
    re.compile(r"^FATAL: (.+)"),
    re.compile(r"((?:FATAL|PANIC|ERROR|\[emerg\]|Exception|Error:).+)"),
)

LINES_READ = 200
LINES_TOLD = 5


def of(program, logs="../log"):
    path = os.path.join(logs, program + ".log")
    try:
        with open(path, errors="replace") as log:
            lines = [_text(line.strip()) for line in log.readlines()[-LINES_READ:]]
    except OSError:
        return "there is no log of it"
    for telling in TELLING:
        found = [match.group(1) for match in map(telling.search, lines) if match]
        if found:
            return "\n  ".join(dict.fromkeys(found[-LINES_TOLD:]))
    return "\n  ".join(lines[-LINES_TOLD:]) or "its log is empty"


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
