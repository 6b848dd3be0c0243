"""How far a download has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from types import TracebackType
from typing import TextIO, TypeVar

T = TypeVar("T")

WIDTH = 30
DELAY = 1.0  # seconds: short downloads show nothing
INTERVAL = 0.2


class Progress:
    """A bar on standard error, where that is a terminal: how much of the time from begin to end was read, and how many items."""

    def __init__(self, begin: datetime, end: datetime, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic):
        self._begin = begin
        self._span = max((end - begin).total_seconds(), 1e-6)
        self._out = out or sys.stderr
        self._clock = clock
        self._due = clock() + DELAY
        self._shown = False
        self._count = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()

    def over(self, items: Iterable[T], time_of: Callable[[T], datetime]) -> Iterator[T]:
        if not self._out.isatty():
            yield from items
            return
        for item in items:
            self._count += 1
            if self._clock() >= self._due:
                self._show(time_of(item))
            yield item

    def _show(self, reached: datetime) -> None:
        part = min(1.0, max(0.0, (reached - self._begin).total_seconds() / self._span))
        bar = ("#" * round(part * WIDTH)).ljust(WIDTH, ".")
        self._out.write("\r[%s] %3d %%  %d" % (bar, part * 100, self._count))
        self._out.flush()
        self._shown = True
        self._due = self._clock() + INTERVAL
