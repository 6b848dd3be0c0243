"""What both clients make of answers."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Mapping, TypeVar

import httpx

from ._calls import Call
from ._errors import ApiError, TickerError, UnexpectedAnswer, Unreachable, api_error, read_http_date
from ._retry import RETRIED, Retry

T = TypeVar("T")

API = "/api/v1"
SILENCE = 45.0  # seconds: a stream says something every 15 seconds
AGENT = "stellar-ticker-python/0.1.0"


def common_headers(key: str | None) -> dict[str, str]:
    """What every request carries; key is that of an account, or None."""
    return {"User-Agent": AGENT} if key is None else {"User-Agent": AGENT, "Authorization": "Bearer " + key}


@dataclass(frozen=True)
class Answer:
    """An answer of success that is not read yet."""

    body: bytes
    link: str | None

    def read(self, call: Call[T]) -> T:
        try:
            return call.read(json.loads(self.body) if self.body else None)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as fault:
            raise UnexpectedAnswer("the answer of %s is not as the API's document says: %r" % (call.path, fault)) from fault


def answer_of(response: httpx.Response, body: bytes) -> Answer:
    if not response.is_success:
        raise api_error(response.status_code, response.headers, body)
    return Answer(body, response.headers.get("link"))


def wait_after(call: Call[T], fault: TickerError, failures: int, retry: Retry) -> float:
    """Returns the seconds to wait before the next attempt, or raises the fault.

    What changes something is sent again only when it was refused for now (429): else it may be done already.
    """
    if call.changes:
        again = isinstance(fault, ApiError) and fault.status == 429
    else:
        again = not isinstance(fault, ApiError) or fault.status in RETRIED
    wait = retry.wait(failures, fault.retry_after if isinstance(fault, ApiError) else None) if again else None
    if wait is None:
        raise fault
    return wait


def unreachable(address: str, fault: httpx.HTTPError) -> Unreachable:
    return Unreachable("%s does not answer: %s" % (address, str(fault) or type(fault).__name__))


def is_event_stream(response: httpx.Response) -> bool:
    kind: str = response.headers.get("content-type", "")
    return response.status_code == 200 and kind.split(";")[0].strip() == "text/event-stream"


def stream_headers(position: str | None) -> dict[str, str]:
    headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
    return headers if position is None else {**headers, "Last-Event-ID": position}


class ServerClock:
    """The server's time, by the dates of its answers: the clock here may differ by hours."""

    def __init__(self) -> None:
        self._date: datetime | None = None
        self._seen = 0.0

    def see(self, headers: Mapping[str, str]) -> None:
        date = read_http_date(headers.get("date"))
        if date is not None:
            self._date, self._seen = date.astimezone(timezone.utc), time.monotonic()

    def now(self) -> datetime | None:
        """Returns the time, exact to a second; None before the first answer."""
        return None if self._date is None else self._date + timedelta(seconds=time.monotonic() - self._seen)


class Reconnect:
    """When a stream connects again."""

    def __init__(self, retry: Retry, give_up_after: float | None) -> None:
        self._retry = retry
        self._give_up_after = give_up_after
        self._failures = 0
        self._since = time.monotonic()

    def received(self) -> None:
        """An event came."""
        self._failures = 0
        self._since = time.monotonic()

    def wait(self, fault: TickerError, wanted: float | None) -> float:
        """Returns the seconds to wait before the next connection, or raises the fault when it is time to give up."""
        if isinstance(fault, UnexpectedAnswer) or (isinstance(fault, ApiError) and fault.status not in RETRIED):
            raise fault
        if self._give_up_after is not None and time.monotonic() - self._since >= self._give_up_after:
            raise fault
        self._failures += 1
        wait = self._retry.backoff(self._failures)
        asked = fault.retry_after if isinstance(fault, ApiError) else wanted
        return max(wait, asked or 0.0)


def token_order(token: str) -> tuple[int, int]:
    """Returns what orders paging tokens as trades are ordered."""
    operation, _, index = token.partition("-")
    return int(operation), int(index)
