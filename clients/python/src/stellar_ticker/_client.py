"""The synchronous client."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from types import TracebackType
from typing import TypeVar

import httpx

from . import _calls as calls
from ._account import Account
from ._answers import (
    API,
    SILENCE,
    Answer,
    Reconnect,
    ServerClock,
    answer_of,
    common_headers,
    is_event_stream,
    stream_headers,
    token_order,
    unreachable,
    wait_after,
)
from ._calls import LARGEST_PAGE, Call, Time
from ._errors import PositionNotKept, TickerError, Unreachable
from ._events import E, Event, EventParser, Reader, read_event
from ._models import (
    AssetList,
    AssetProfile,
    AuditWindow,
    AuditWindowList,
    Candle,
    CandleList,
    Depth,
    Found,
    Market,
    MarketList,
    MarketOverview,
    Mover,
    OrderBook,
    Pool,
    PoolList,
    Price,
    PriceHistory,
    PricePoint,
    Status,
    Trade,
    TradeList,
    Twap,
    Vwap,
)
from ._pages import Pages
from ._retry import Retry

T = TypeVar("T")

DEFAULT_URL = "http://localhost:8000"


class Client:
    """Reads a ticker's API. May be used by several threads; close it, or use it in a with statement.

    url: the ticker's address.
    timeout: seconds within which an answer must be complete.
    retry: how requests are repeated that the API could not answer for now.
    key: a key of an account (sticker_...), whose quota counts instead of the limits of the address.
    """

    def __init__(self, url: str = DEFAULT_URL, timeout: float = 30.0, retry: Retry = Retry(), transport: httpx.BaseTransport | None = None, key: str | None = None):
        self.url = url.rstrip("/")
        self.retry = retry
        self._timeout = timeout
        self._clock = ServerClock()
        self._http = httpx.Client(transport=transport, timeout=timeout, headers=common_headers(key))

    @property
    def account(self) -> Account:
        """What the account of the key has: keys, their use, subscriptions and their messages."""
        return Account(self)

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Markets

    def markets(self, window: str = "24h", sort: str | None = None, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> Pages[MarketList, MarketOverview]:
        """All markets that traded in the window: 1h, 24h or 7d."""
        return Pages(self, calls.markets(window, sort, page_size, cursor))

    def market(self, base: str, counter: str, window: str = "24h") -> Market:
        """A market over a window that ends now. NotFound when it never traded."""
        return self._get(calls.market(base, counter, window))

    def find_market(self, name: str) -> tuple[str, str]:
        """Returns base and counter of a market by a name like XLM/USDC: the one that search finds first.

        Anybody may issue an asset of any code. Where money depends on it, name CODE:ISSUER.
        """
        return calls.exact_market(name) or calls.best_market(name, self._get(calls.search(name, None)))

    def candles(
        self,
        base: str,
        counter: str,
        interval: str,
        from_: Time | None = None,
        to: Time | None = None,
        fill: bool = False,
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> Pages[CandleList, Candle]:
        """Candles, oldest first; without from_ the newest ones, one page at most. fill also gives those without trades."""
        return Pages(self, calls.candles(base, counter, interval, from_, to, fill, page_size, cursor))

    def vwap(self, base: str, counter: str, from_: Time, to: Time) -> Vwap:
        """The volume-weighted average price of a window."""
        return self._get(calls.vwap(base, counter, from_, to))

    def twap(self, base: str, counter: str, from_: Time, to: Time) -> Twap:
        """The time-weighted average price of a window."""
        return self._get(calls.twap(base, counter, from_, to))

    def trades(
        self,
        base: str,
        counter: str,
        from_: Time | None = None,
        to: Time | None = None,
        order: str = "desc",
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> Pages[TradeList, Trade]:
        """Trades, newest first, or oldest first with order="asc". cursor: the paging_token of any trade, to go on behind it."""
        return Pages(self, calls.trades(base, counter, from_, to, order, page_size, cursor))

    def movers(self, by: str = "gain", window: str | None = None, limit: int | None = None) -> tuple[Mover, ...]:
        """Markets that moved most (gain, loss), traded most (volume), or are new."""
        return self._get(calls.movers(by, window, limit)).items

    def search(self, q: str, limit: int | None = None) -> Found:
        """Assets and markets by code, issuer, domain or name."""
        return self._get(calls.search(q, limit))

    # Prices

    def price(self, asset: str, quote: str = "USD") -> Price:
        """The price of an asset, in US dollars or another asset."""
        return self._get(calls.price(asset, quote))

    def prices(self, assets: Iterable[str], quote: str = "USD") -> tuple[Price, ...]:
        """The prices of up to 200 assets."""
        return self._get(calls.prices(assets, quote)).items

    def price_history(
        self,
        asset: str,
        interval: str,
        quote: str = "USD",
        from_: Time | None = None,
        to: Time | None = None,
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> Pages[PriceHistory, PricePoint]:
        """The price of an asset, interval by interval."""
        return Pages(self, calls.price_history(asset, interval, quote, from_, to, page_size, cursor))

    # Assets

    def assets(self, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> Pages[AssetList, AssetProfile]:
        """Valid assets, by code and issuer."""
        return Pages(self, calls.assets(page_size, cursor))

    def asset(self, asset: str) -> AssetProfile:
        """What is known of an asset."""
        return self._get(calls.asset(asset))

    # Liquidity

    def order_book(self, base: str, counter: str, depth: int | None = None) -> OrderBook:
        """The order book as it was last read; depth: levels of a side."""
        return self._get(calls.order_book(base, counter, depth))

    def depth(self, base: str, counter: str, sizes: Iterable[Decimal | int | str] | None = None) -> Depth:
        """What can be traded near the mid price, and the slippage of sizes, which are amounts of base."""
        return self._get(calls.depth(base, counter, sizes))

    def pools(self, base: str | None = None, counter: str | None = None, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> Pages[PoolList, Pool]:
        """Liquidity pools, by id; those that hold base and counter where these are given."""
        return Pages(self, calls.pools(base, counter, page_size, cursor))

    def pool(self, id: str) -> Pool:
        """A liquidity pool."""
        return self._get(calls.pool(id))

    # Completeness

    def audit(
        self,
        base: str | None = None,
        counter: str | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> Pages[AuditWindowList, AuditWindow]:
        """What the audit found, hour by hour."""
        return Pages(self, calls.audit(base, counter, from_, to, page_size, cursor))

    def status(self) -> Status:
        """How the programs are, and how far they have come."""
        return self._get(calls.status())

    def server_time(self) -> datetime:
        """The server's time, exact to a second: what "now" means in a request, however wrong the clock here is."""
        if self._clock.now() is None:
            self._answer(calls.status())
        now = self._clock.now()
        if now is None:
            raise TickerError("the answers of %s carry no date" % self.url)
        return now

    # Live

    def stream(
        self, topics: Iterable[str], base: str | None = None, counter: str | None = None, after: str | None = None, give_up_after: float | None = None
    ) -> Iterator[Event]:
        """Yields what changes, for ever: each trade and correction once, also when the API, or the way to it, is away meanwhile.

        topics: trades, corrections, markets, or candles of an interval such as candles:1m.
        after: the position of an earlier event, to go on behind it.
        give_up_after: seconds without any event after which a lost connection is an error; by default never.
        An event of kind "reset" says that the position is no longer kept: trades and corrections since were missed.
        """
        return self._follow(calls.stream(topics, base, counter), read_event, after, give_up_after)

    def _follow(self, call: Call[None], read: Reader[E], after: str | None, give_up_after: float | None) -> Iterator[E]:
        """Yields the events of a stream, over as many connections as it takes."""
        position = after
        reconnect = Reconnect(self.retry, give_up_after)
        while True:
            parser = EventParser(position, read)
            fault: TickerError = Unreachable("%s ended the stream" % self.url)
            try:
                with self._http.stream(
                    "GET", self._address(call), params=call.parameters, headers=stream_headers(position), timeout=httpx.Timeout(self._timeout, read=SILENCE)
                ) as response:
                    self._clock.see(response.headers)
                    if not is_event_stream(response):
                        answer_of(response, response.read())
                        raise Unreachable("%s answered without a stream" % self.url)
                    for chunk in response.iter_raw():
                        for event in parser.feed(chunk):
                            reconnect.received()
                            position = parser.position
                            yield event
            except httpx.HTTPError as broken:
                fault = unreachable(self.url, broken)
            except TickerError as refused:
                fault = refused
            position = parser.position
            time.sleep(reconnect.wait(fault, parser.retry))

    def follow_trades(self, base: str, counter: str, after: str | None = None, give_up_after: float | None = None) -> Iterator[Trade]:
        """Yields the trades of a market as they are stored, for ever, each once. See stream.

        Where the stream no longer keeps the reader's position, the trades behind the newest one are read from the list first.
        """
        newest: str | None = None
        listed: set[str] = set()
        for event in self.stream(["trades"], base, counter, after, give_up_after):
            if event.kind == "reset":
                if newest is None:
                    raise PositionNotKept("the stream no longer keeps the position that was asked for")
                for trade in self.trades(base, counter, order="asc", cursor=newest):
                    newest = trade.paging_token
                    listed.add(newest)
                    yield trade
            elif isinstance(event.data, Trade) and event.data.paging_token not in listed:
                newest = max(newest or event.data.paging_token, event.data.paging_token, key=token_order)
                yield event.data

    def _address(self, call: Call[T]) -> str:
        return self.url + API + call.path

    def _get(self, call: Call[T]) -> T:
        return self._answer(call).read(call)

    def _answer(self, call: Call[T]) -> Answer:
        failures = 0
        while True:
            try:
                return self._try_answer(call)
            except httpx.HTTPError as broken:
                fault: TickerError = unreachable(self.url, broken)
            except TickerError as refused:
                fault = refused
            failures += 1
            time.sleep(wait_after(call, fault, failures, self.retry))

    def _try_answer(self, call: Call[T]) -> Answer:
        deadline = time.monotonic() + self._timeout
        with self._http.stream(call.method, self._address(call), params=call.parameters, json=call.body, headers={"Accept": "application/json"}) as response:
            self._clock.see(response.headers)
            chunks = []
            for chunk in response.iter_bytes():
                chunks.append(chunk)
                if time.monotonic() > deadline:
                    raise Unreachable("%s did not answer within %g s" % (self.url, self._timeout))
            return answer_of(response, b"".join(chunks))
