"""What can go wrong. All are TickerError."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

SHOWN = 200  # characters of an answer that is no problem of RFC 9457


class TickerError(Exception):
    """The base of all errors of this library."""


class Unreachable(TickerError):
    """No answer came, after all attempts: nothing listens, the connection broke, or it took too long."""


class UnexpectedAnswer(TickerError):
    """The answer is not what the API's document says: perhaps the address is of another service."""


class PositionNotKept(TickerError):
    """The stream does not keep the position that a reader wants to go on from, and it has read nothing yet."""


class MarketNotFound(TickerError):
    """No market has this name."""


@dataclass(frozen=True)
class Fault:
    """A parameter that cannot be used."""

    field: str
    value: str
    """What was found; empty when there was nothing."""
    expected: str


class ApiError(TickerError):
    """The API refused, by a problem of RFC 9457."""

    def __init__(self, status: int, title: str, detail: str, faults: tuple[Fault, ...] = (), retry_after: float | None = None):
        super().__init__("%d %s: %s" % (status, title, detail) if detail else "%d %s" % (status, title))
        self.status = status
        self.title = title
        self.detail = detail
        """What was expected, what was found, and what to do."""
        self.faults = faults
        """Each parameter that cannot be used."""
        self.retry_after = retry_after
        """Seconds after which to ask again, where the API says so."""

    @property
    def field(self) -> str | None:
        """The first parameter that cannot be used."""
        return self.faults[0].field if self.faults else None

    @property
    def value(self) -> str | None:
        return self.faults[0].value if self.faults else None

    @property
    def expected(self) -> str | None:
        return self.faults[0].expected if self.faults else None


class BadRequest(ApiError):
    """400: a parameter cannot be used."""


class NotFound(ApiError):
    """404: the address has the right form, but what it names is not there, such as a market that never traded."""


class TooManyRequests(ApiError):
    """429, also after all attempts."""


class Unavailable(ApiError):
    """502, 503 or 504, also after all attempts: the API, or its database, is away."""


_KINDS: Mapping[int, type[ApiError]] = {400: BadRequest, 404: NotFound, 429: TooManyRequests, 502: Unavailable, 503: Unavailable, 504: Unavailable}


def api_error(status: int, headers: Mapping[str, str], body: bytes) -> ApiError:
    """Reads the error of an answer; a proxy's may be of any form."""
    kind = _KINDS.get(status, ApiError)
    retry_after = seconds_of_retry_after(headers.get("retry-after"), headers.get("date"))
    try:
        problem = json.loads(body)
        faults = tuple(Fault(str(one["field"]), str(one["value"]), str(one["expected"])) for one in problem.get("faults", ()))
        return kind(status, str(problem["title"]), str(problem["detail"]), faults, retry_after)
    except (ValueError, KeyError, TypeError, AttributeError):
        text = " ".join(body.decode("utf-8", "replace").split())[:SHOWN]
        return kind(status, "the answer is no problem of RFC 9457", text, (), retry_after)


def seconds_of_retry_after(retry_after: str | None, date: str | None) -> float | None:
    """Reads Retry-After. A date there is compared with the answer's own date: the clock here may differ by hours."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    until, now = read_http_date(retry_after), read_http_date(date)
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def read_http_date(text: str | None) -> datetime | None:
    try:
        found: Any = parsedate_to_datetime(text) if text else None
    except (TypeError, ValueError):
        return None
    return found if isinstance(found, datetime) and found.tzinfo is not None else None
