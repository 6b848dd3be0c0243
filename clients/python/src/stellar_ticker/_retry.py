"""When to ask again."""

from __future__ import annotations

import random
from dataclasses import dataclass

RETRIED = frozenset((429, 502, 503, 504))


@dataclass(frozen=True)
class Retry:
    """How often, and after how many seconds, a request is repeated: after longer and longer waits, each by chance up to half
    shorter, so that the clients of an API that was restarted do not all come at once; and never before Retry-After."""

    attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0

    def wait(self, failures: int, retry_after: float | None) -> float | None:
        """Returns the seconds to wait after so many failures, or None to give up."""
        if failures >= self.attempts or (retry_after is not None and retry_after > self.longest_wait):
            return None
        wait = self.backoff(failures)
        return wait if retry_after is None else max(wait, retry_after + random.random() * self.first_wait)

    def backoff(self, failures: int) -> float:
        # The exponent is bounded: a stream may fail for days.
        full = min(self.longest_wait, self.first_wait * 2.0 ** min(failures - 1, 30))
        return full * (0.5 + random.random() / 2)
