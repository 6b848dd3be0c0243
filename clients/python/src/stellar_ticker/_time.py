"""Times, as the API writes them and understands them."""

from __future__ import annotations

import re
from datetime import datetime, timezone

_FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z")


def read_time(text: str) -> datetime:
    """Reads RFC 3339 in UTC; what is below a microsecond is cut off."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError("expected a time of RFC 3339 in UTC, found %r" % text)
    seconds, fraction = found.groups()
    if fraction is None:
        return datetime.fromisoformat(seconds + "+00:00")
    return datetime.fromisoformat("%s.%s+00:00" % (seconds, fraction[:6].ljust(6, "0")))


def time_text(time: datetime | int | str) -> str:
    """Writes a time as a parameter: an aware datetime, milliseconds since 1970, or text that the API reads."""
    if isinstance(time, datetime):
        if time.tzinfo is None:
            raise ValueError("expected a datetime with a time zone, such as datetime.now(timezone.utc), found %r" % time)
        return time.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    return str(time)
