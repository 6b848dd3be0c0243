"""The asynchronous client. Its calls are those of the synchronous one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from decimal import Decimal
from types import TracebackType
from typing import TypeVar

import httpx

from . import _calls as calls
from ._async_account import AsyncAccount
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
from ._pages import AsyncPages
from ._client import DEFAULT_URL
from ._retry import Retry

T = TypeVar("T")

class AsyncClient:
    """Reads a ticker's API, in one event loop; close it, or use it in an async with statement.

    url: the ticker's address.
    timeout: seconds within which an answer must be complete.
    retry: how requests are repeated that the API could not answer for now.
    key: a key of an account (sticker_...), whose quota counts instead of the limits of the address.
    """

    def __init__(self, url: str = DEFAULT_URL, timeout: float = 30.0, retry: Retry = Retry(), transport: httpx.AsyncBaseTransport | None = None, key: str | None = None):
        self.url = url.rstrip("/")
        self.retry = retry
        self._timeout = timeout
        self._clock = ServerClock()
        self._begun: set[asyncio.Task[Answer]] = set()
        self._http = httpx.AsyncClient(transport=transport, timeout=timeout, headers=common_headers(key))

    @property
    def account(self) -> AsyncAccount:
        """What the account of the key has: keys, their use, subscriptions and their messages."""
        return AsyncAccount(self)

    async def close(self) -> None:
        for task in self._begun:
            task.cancel()
        await asyncio.gather(*self._begun, return_exceptions=True)
        await self._http.aclose()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    # Markets

    def markets(self, window: str = "24h", sort: str | None = None, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> AsyncPages[MarketList, MarketOverview]:
        """All markets that traded in the window: 1h, 24h or 7d."""
        return AsyncPages(self, calls.markets(window, sort, page_size, cursor))

    async def market(self, base: str, counter: str, window: str = "24h") -> Market:
        """A market over a window that ends now. NotFound when it never traded."""
        return await self._get(calls.market(base, counter, window))

    async def find_market(self, name: str) -> tuple[str, str]:
        """Returns base and counter of a market by a name like XLM/USDC: the one that search finds first.

        Anybody may issue an asset of any code. Where money depends on it, name CODE:ISSUER.
        """
        return calls.exact_market(name) or calls.best_market(name, await self._get(calls.search(name, None)))

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
    ) -> AsyncPages[CandleList, Candle]:
        """Candles, oldest first; without from_ the newest ones, one page at most. fill also gives those without trades."""
        return AsyncPages(self, calls.candles(base, counter, interval, from_, to, fill, page_size, cursor))

    async def vwap(self, base: str, counter: str, from_: Time, to: Time) -> Vwap:
        """The volume-weighted average price of a window."""
        return await self._get(calls.vwap(base, counter, from_, to))

    async def twap(self, base: str, counter: str, from_: Time, to: Time) -> Twap:
        """The time-weighted average price of a window."""
        return await self._get(calls.twap(base, counter, from_, to))

    def trades(
        self,
        base: str,
        counter: str,
        from_: Time | None = None,
        to: Time | None = None,
        order: str = "desc",
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> AsyncPages[TradeList, Trade]:
        """Trades, newest first, or oldest first with order="asc". cursor: the paging_token of any trade, to go on behind it."""
        return AsyncPages(self, calls.trades(base, counter, from_, to, order, page_size, cursor))

    async def movers(self, by: str = "gain", window: str | None = None, limit: int | None = None) -> tuple[Mover, ...]:
        """Markets that moved most (gain, loss), traded most (volume), or are new."""
        return (await self._get(calls.movers(by, window, limit))).items

    async def search(self, q: str, limit: int | None = None) -> Found:
        """Assets and markets by code, issuer, domain or name."""
        return await self._get(calls.search(q, limit))

    # Prices

    async def price(self, asset: str, quote: str = "USD") -> Price:
        """The price of an asset, in US dollars or another asset."""
        return await self._get(calls.price(asset, quote))

    async def prices(self, assets: Iterable[str], quote: str = "USD") -> tuple[Price, ...]:
        """The prices of up to 200 assets."""
        return (await self._get(calls.prices(assets, quote))).items

    def price_history(
        self,
        asset: str,
        interval: str,
        quote: str = "USD",
        from_: Time | None = None,
        to: Time | None = None,
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> AsyncPages[PriceHistory, PricePoint]:
        """The price of an asset, interval by interval."""
        return AsyncPages(self, calls.price_history(asset, interval, quote, from_, to, page_size, cursor))

    # Assets

    def assets(self, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> AsyncPages[AssetList, AssetProfile]:
        """Valid assets, by code and issuer."""
        return AsyncPages(self, calls.assets(page_size, cursor))

    async def asset(self, asset: str) -> AssetProfile:
        """What is known of an asset."""
        return await self._get(calls.asset(asset))

    # Liquidity

    async def order_book(self, base: str, counter: str, depth: int | None = None) -> OrderBook:
        """The order book as it was last read; depth: levels of a side."""
        return await self._get(calls.order_book(base, counter, depth))

    async def depth(self, base: str, counter: str, sizes: Iterable[Decimal | int | str] | None = None) -> Depth:
        """What can be traded near the mid price, and the slippage of sizes, which are amounts of base."""
        return await self._get(calls.depth(base, counter, sizes))

    def pools(self, base: str | None = None, counter: str | None = None, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> AsyncPages[PoolList, Pool]:
        """Liquidity pools, by id; those that hold base and counter where these are given."""
        return AsyncPages(self, calls.pools(base, counter, page_size, cursor))

    async def pool(self, id: str) -> Pool:
        """A liquidity pool."""
        return await self._get(calls.pool(id))

    # Completeness

    def audit(
        self,
        base: str | None = None,
        counter: str | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        page_size: int = LARGEST_PAGE,
        cursor: str | None = None,
    ) -> AsyncPages[AuditWindowList, AuditWindow]:
        """What the audit found, hour by hour."""
        return AsyncPages(self, calls.audit(base, counter, from_, to, page_size, cursor))

    async def status(self) -> Status:
        """How the programs are, and how far they have come."""
        return await self._get(calls.status())

    async def server_time(self) -> datetime:
        """The server's time, exact to a second: what "now" means in a request, however wrong the clock here is."""
        if self._clock.now() is None:
            await self._answer(calls.status())
        now = self._clock.now()
        if now is None:
            raise TickerError("the answers of %s carry no date" % self.url)
        return now

    # Live

    def stream(
        self, topics: Iterable[str], base: str | None = None, counter: str | None = None, after: str | None = None, give_up_after: float | None = None
    ) -> AsyncIterator[Event]:
        """Yields what changes, for ever: each trade and correction once, also when the API, or the way to it, is away meanwhile.

        topics: trades, corrections, markets, or candles of an interval such as candles:1m.
        after: the position of an earlier event, to go on behind it.
        give_up_after: seconds without any event after which a lost connection is an error; by default never.
        An event of kind "reset" says that the position is no longer kept: trades and corrections since were missed.
        """
        return self._follow(calls.stream(topics, base, counter), read_event, after, give_up_after)

    async def _follow(self, call: Call[None], read: Reader[E], after: str | None, give_up_after: float | None) -> AsyncIterator[E]:
        """Yields the events of a stream, over as many connections as it takes."""
        position = after
        reconnect = Reconnect(self.retry, give_up_after)
        while True:
            parser = EventParser(position, read)
            fault: TickerError = Unreachable("%s ended the stream" % self.url)
            try:
                async with self._http.stream(
                    "GET", self._address(call), params=call.parameters, headers=stream_headers(position), timeout=httpx.Timeout(self._timeout, read=SILENCE)
                ) as response:
                    self._clock.see(response.headers)
                    if not is_event_stream(response):
                        answer_of(response, await response.aread())
                        raise Unreachable("%s answered without a stream" % self.url)
                    async for chunk in response.aiter_raw():
                        for event in parser.feed(chunk):
                            reconnect.received()
                            position = parser.position
                            yield event
            except httpx.HTTPError as broken:
                fault = unreachable(self.url, broken)
            except TickerError as refused:
                fault = refused
            position = parser.position
            await asyncio.sleep(reconnect.wait(fault, parser.retry))

    def follow_trades(self, base: str, counter: str, after: str | None = None, give_up_after: float | None = None) -> AsyncIterator[Trade]:
        """Yields the trades of a market as they are stored, for ever, each once. See stream.

        Where the stream no longer keeps the reader's position, the trades behind the newest one are read from the list first.
        """
        return TradeFollower(self, base, counter, self.stream(["trades"], base, counter, after, give_up_after))

    def _address(self, call: Call[T]) -> str:
        return self.url + API + call.path

    async def _get(self, call: Call[T]) -> T:
        return (await self._answer(call)).read(call)

    async def _answer(self, call: Call[T]) -> Answer:
        failures = 0
        while True:
            try:
                return await self._try_answer(call)
            except httpx.HTTPError as broken:
                fault: TickerError = unreachable(self.url, broken)
            except TickerError as refused:
                fault = refused
            failures += 1
            await asyncio.sleep(wait_after(call, fault, failures, self.retry))

    def _begin(self, call: Call[T]) -> asyncio.Task[Answer]:
        task = asyncio.create_task(self._answer(call))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return task

    async def _try_answer(self, call: Call[T]) -> Answer:
        try:
            return await asyncio.wait_for(self._complete_answer(call), self._timeout)
        except asyncio.TimeoutError:
            raise Unreachable("%s did not answer within %g s" % (self.url, self._timeout)) from None

    async def _complete_answer(self, call: Call[T]) -> Answer:
        response = await self._http.request(call.method, self._address(call), params=call.parameters, json=call.body, headers={"Accept": "application/json"})
        self._clock.see(response.headers)
        return answer_of(response, response.content)


class TradeFollower(AsyncIterator[Trade]):
    """The trades of a market. No generator around the stream's: Python would close both at once."""

    def __init__(self, client: AsyncClient, base: str, counter: str, events: AsyncIterator[Event]) -> None:
        self._client = client
        self._market = base, counter
        self._events = events
        self._newest: str | None = None
        self._list: AsyncIterator[Trade] | None = None
        self._listed: set[str] = set()

    async def __anext__(self) -> Trade:
        while True:
            if self._list is not None:
                try:
                    trade = await self._list.__anext__()
                except StopAsyncIteration:
                    self._list = None
                    continue
                self._newest = trade.paging_token
                self._listed.add(trade.paging_token)
                return trade
            event = await self._events.__anext__()
            if event.kind == "reset":
                if self._newest is None:
                    raise PositionNotKept("the stream no longer keeps the position that was asked for")
                self._list = self._client.trades(*self._market, order="asc", cursor=self._newest).__aiter__()
            elif isinstance(event.data, Trade) and event.data.paging_token not in self._listed:
                token = event.data.paging_token
                self._newest = max(self._newest or token, token, key=token_order)
                return event.data
