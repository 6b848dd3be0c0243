"""How far back the values of a run are complete, in words for people, as /healthz says."""

from runner import web

COMPLETE = 100.0


class Completeness:
    """Whether the values are complete for all of seven days, and more of it in words."""

    def __init__(self, is_whole, text):
        self.is_whole = is_whole
        self.text = text


def of(address):
    """Completeness, or None when nobody can tell yet."""
    try:
        # Also when down: it tells the same then.
        return read(web.get_json(address, "/healthz", statuses=(200, 503)))
    except (OSError, ValueError):
        return None


def read(health):
    """Of the answer of /healthz."""
    since, percent, at = (health.get(name) for name in ("complete_from", "complete_percent", "complete_at"))
    if percent is None:
        return None
    if percent >= COMPLETE:
        return Completeness(True, "for all seven days")
    told = "complete since %s" % _minute(since) if since else "not complete yet for any time"
    told += " (%.1f %% of seven days are stored)" % percent
    return Completeness(False, told + ("; for all seven days about %s" % _minute(at) if at else "; the rest is being read"))


def _minute(instant):
    """2026-11-28T15:28:01.5Z as 2026-11-28 15:28 UTC."""
    return instant[:16].replace("T", " ") + " UTC"
