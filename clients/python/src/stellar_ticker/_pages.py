"""Lists of any length, read page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Iterable, Protocol, TypeVar
from urllib.parse import parse_qs, urlsplit

from ._calls import Call

if TYPE_CHECKING:
    import pandas

    from ._async_client import AsyncClient
    from ._client import Client


class Page(Protocol):
    @property
    def items(self) -> tuple[Any, ...]: ...

    @property
    def next_cursor(self) -> str | None: ...


P = TypeVar("P", bound=Page)
T = TypeVar("T")


class Pages(Generic[P, T]):
    """The items of a list, in its order. Each iteration reads anew. While a page is read, the next one is already asked for."""

    def __init__(self, client: Client, call: Call[P]):
        self._client = client
        self._call = call

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[P]:
        """Returns the pages, with what they say of the whole list, such as how complete it is."""
        answer = self._client._answer(self._call)
        ahead = ThreadPoolExecutor(1, "stellar-ticker-page")
        try:
            while True:
                cursor = cursor_of_link(answer.link)
                following = ahead.submit(self._client._answer, self._call.after(cursor)) if cursor else None
                page = answer.read(self._call)
                yield page
                if following is None and page.next_cursor is None:
                    return
                # A proxy may have dropped the link.
                answer = following.result() if following else self._client._answer(self._call.after(page.next_cursor or ""))
        finally:
            ahead.shutdown(wait=False)

    def to_dataframe(self, exact: bool = True) -> pandas.DataFrame:
        """Returns all items as a pandas.DataFrame; see to_dataframe."""
        return to_dataframe(self, exact)


class AsyncPages(Generic[P, T]):
    """The items of a list, in its order. Each iteration reads anew. While a page is read, the next one is already asked for."""

    def __init__(self, client: AsyncClient, call: Call[P]):
        self._client = client
        self._call = call

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator[P]:
        """Returns the pages, with what they say of the whole list, such as how complete it is."""
        answer = await self._client._answer(self._call)
        while True:
            cursor = cursor_of_link(answer.link)
            following = self._client._begin(self._call.after(cursor)) if cursor else None
            try:
                page = answer.read(self._call)
                yield page
                if following is None and page.next_cursor is None:
                    return
                # A proxy may have dropped the link.
                answer = await (following or self._client._answer(self._call.after(page.next_cursor or "")))
            finally:
                if following is not None:
                    following.cancel()

    async def to_dataframe(self, exact: bool = True) -> pandas.DataFrame:
        """Returns all items as a pandas.DataFrame; see to_dataframe."""
        return to_dataframe([item async for item in self], exact)


def cursor_of_link(link: str | None) -> str | None:
    """Returns the cursor in a header like Link: <?cursor=…>; rel="next", which comes before the page's text."""
    for part in (link or "").split(","):
        address, _, attributes = part.partition(">")
        if 'rel="next"' in attributes:
            return parse_qs(urlsplit(address.strip().lstrip("<")).query).get("cursor", [None])[0]
    return None


def to_dataframe(items: Iterable[Any], exact: bool = True) -> pandas.DataFrame:
    """Returns a pandas.DataFrame with a column for each member.

    Decimals stay exact (decimal.Decimal); with exact=False they become floats, as charts and statistics want them.
    """
    try:
        import pandas
    except ImportError:
        raise ImportError("to_dataframe needs pandas: pip install stellar-ticker[pandas]") from None
    rows = list(items)
    names = [one.name for one in fields(rows[0])] if rows and is_dataclass(rows[0]) else []
    convert: Callable[[Any], Any] = (lambda value: value) if exact else (lambda value: float(value) if isinstance(value, Decimal) else value)
    return pandas.DataFrame({name: [convert(getattr(row, name)) for row in rows] for name in names})
