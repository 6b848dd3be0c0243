"""Reads from /healthz how far back the values of a run are complete, and says it in words."""

from runner import web

COMPLETE = 100.0


class Completeness:
    """Whether the values are complete for all seven days, and a text for people."""

    def __init__(self, is_whole, text):
        self.is_whole = is_whole
        self.text = text


def of(address):
    """Returns the completeness of the run at the address, or None when it is not known yet."""
    try:
        # /healthz answers 503 while a program is down, with the same members.
        return read(web.get_json(address, "/healthz", statuses=(200, 503)))
    except (OSError, ValueError):
        return None


def read(health):
    """Returns the completeness in an answer of /healthz, or None without one."""
    since, percent, at = (health.get(name) for name in ("complete_from", "complete_percent", "complete_at"))
    if percent is None:
        return None
    if percent >= COMPLETE:
        return Completeness(True, "for all seven days")
    text = "complete since %s" % _minute(since) if since else "not complete yet for any time"
    text += " (%.1f %% of seven days are stored)" % percent
    return Completeness(False, text + ("; for all seven days about %s" % _minute(at) if at else "; the backfill is running"))


def _minute(instant):
    """Formats 2026-11-28T15:28:01.5Z as 2026-11-28 15:28 UTC."""
    return instant[:16].replace("T", " ") + " UTC"
