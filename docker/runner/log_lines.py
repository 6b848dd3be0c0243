"""Turns log lines of processes without JSON logs into JSON objects like those of the programs (LOG_FORMAT=json)."""

import json
import re
import time

LEVELS = {
    "DEBUG": "DEBUG",
    "DEBG": "DEBUG",
    "INFO": "INFO",
    "LOG": "INFO",
    "NOTICE": "INFO",
    "HINT": "INFO",
    "DETAIL": "INFO",
    "STATEMENT": "INFO",
    "CONTEXT": "INFO",
    "WARN": "WARN",
    "WARNING": "WARN",
    "ERROR": "ERROR",
    "ERRO": "ERROR",
    "CRIT": "ERROR",
    "ALERT": "ERROR",
    "EMERG": "ERROR",
    "FATAL": "ERROR",
    "PANIC": "ERROR",
}

# nginx: 2026/11/28 15:28:01 [warn] 7#7: ... · supervisord: 2026-11-28 15:28:01,123 INFO ...
# PostgreSQL: 2026-11-28 15:28:01.123 UTC [7] name FATAL:  ...
STAMP = re.compile(r"^\d{4}[-/]\d\d[-/]\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?(?: UTC)? ")
LEVEL = re.compile(r"^(?:\[(\d+)\] )?(?:\S* )?\[?(%s)\]?:? +" % "|".join(LEVELS), re.IGNORECASE)


# Alarms of supervisord at each ordinary start: root is intended, and its socket is in a folder of the user.
ORDINARY = re.compile(r" CRIT (?:Supervisor is running as root|Server 'unix_http_server' running without)")


def is_worth_keeping(line):
    return bool(line.strip()) and not ORDINARY.search(line)


def wants_json(settings):
    return settings.get("LOG_FORMAT", "").lower() == "json"


def as_json(program, line, now=None):
    """Returns the line as a JSON object; a line that is one already stays as it is."""
    if _is_object(line):
        return line
    text = STAMP.sub("", line, count=1)
    found = LEVEL.match(text)
    level = LEVELS[found.group(2).upper()] if found else "INFO"
    entry = {
        "timestamp": int((time.time() if now is None else now) * 1000),
        "level": level,
        "loggerName": program,
        "formattedMessage": text[found.end() :] if found else text,
    }
    return json.dumps(entry)


def _is_object(line):
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
