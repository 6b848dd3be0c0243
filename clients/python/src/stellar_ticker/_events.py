"""Server-sent events: their form, and what those of the API mean."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, Union

from ._errors import UnexpectedAnswer
from ._models import (
    CandleState,
    Correction,
    MarketState,
    Notice,
    Position,
    Trade,
    read_candle_state,
    read_correction,
    read_market_state,
    read_notice,
    read_position,
    read_trade,
)

E = TypeVar("E")

EventData = Union[Trade, Correction, MarketState, CandleState, Position, Notice]


@dataclass(frozen=True)
class Event:
    """An event of the stream."""

    kind: str
    """trade, correction, market, candle, position, reset or overflow."""
    position: str | None
    """What to go on from: all up to this event was received."""
    data: EventData


_READERS: Mapping[str, Callable[[Mapping[str, Any]], EventData]] = {
    "trade": read_trade,
    "correction": read_correction,
    "market": read_market_state,
    "candle": read_candle_state,
    "position": read_position,
    "reset": read_notice,
    "overflow": read_notice,
}


def read_event(kind: str, position: str | None, data: str) -> Event | None:
    """Reads an event; None for a kind that this version does not know."""
    reader = _READERS.get(kind)
    if reader is None:
        return None
    try:
        return Event(kind, position, reader(json.loads(data)))
    except (ValueError, KeyError, TypeError, ArithmeticError) as fault:
        raise UnexpectedAnswer("the stream's event %s cannot be read: %r" % (kind, fault)) from fault


@dataclass(frozen=True)
class Message:
    """A message of a subscription by stream."""

    id: str
    """What to go on from: all up to this message was received."""
    type: str
    """That of the subscription, or test."""
    payload: Mapping[str, Any]
    """What a webhook's body is."""


def read_message(type: str, id: str | None, data: str) -> Message:
    try:
        payload = json.loads(data)
    except ValueError as fault:
        raise UnexpectedAnswer("the stream's message %s cannot be read: %r" % (type, fault)) from fault
    if id is None or not isinstance(payload, dict):
        raise UnexpectedAnswer("expected messages with an id and a JSON object, found %s" % data[:100])
    return Message(id, type, payload)


Reader = Callable[[str, Union[str, None], str], Union[E, None]]
"""Makes an event of its kind, the position and the data; None leaves it out."""


class EventParser(Generic[E]):
    """Splits one connection's bytes into events, as the HTML standard says. What is not ended by an empty line is dropped."""

    def __init__(self, position: str | None, read: Reader[E]) -> None:
        self._read = read
        self.position = position
        self.retry: float | None = None
        """Seconds that the server wants to pass before the next connection."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._at_begin = True
        self._clear()

    def _clear(self) -> None:
        self._kind = ""
        self._id: str | None = None
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[E]:
        text = self._rest + self._decoder.decode(chunk)
        if self._at_begin and text:
            text = text[1:] if text[0] == "\ufeff" else text
            self._at_begin = False
        # A carriage return at the end may be half of a line's end.
        cut = len(text) - 1 if text.endswith("\r") else len(text)
        lines = text[:cut].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._rest = lines.pop() + text[cut:]
        for line in lines:
            event = self._line(line)
            if event is not None:
                yield event

    def _line(self, line: str) -> E | None:
        if not line:
            return self._end()
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._kind = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isdecimal():
            self.retry = int(value) / 1000
        return None

    def _end(self) -> E | None:
        kind, data = self._kind, self._data
        if self._id is not None:
            self.position = self._id
        self._clear()
        return self._read(kind, self.position, "\n".join(data)) if data else None
