"""The calls of the API: their addresses, parameters and answers, for the clients that send them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar, Union
from urllib.parse import quote as url_part

from . import _models as models
from ._errors import MarketNotFound
from ._time import time_text

T = TypeVar("T")
Time = Union[datetime, int, str]
"""An aware datetime, milliseconds since 1970, or text of RFC 3339."""

LARGEST_PAGE = 1000


@dataclass(frozen=True)
class Call(Generic[T]):
    """A request, and how its answer is read."""

    path: str
    parameters: Mapping[str, str]
    read: Callable[[Any], T]
    method: str = "GET"
    body: Mapping[str, Any] | None = None
    """What is sent, as JSON; None for nothing."""

    def after(self, cursor: str) -> Call[T]:
        return replace(self, parameters={**self.parameters, "cursor": cursor})

    @property
    def changes(self) -> bool:
        """Whether sending it twice may do more than sending it once."""
        return self.method != "GET"


def given(**values: object) -> dict[str, str]:
    return {name.rstrip("_"): _text(value) for name, value in values.items() if value is not None}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (list, tuple)):
        return ",".join(map(_text, value))
    return str(value)


def markets(window: str | None, sort: str | None, limit: int, cursor: str | None) -> Call[models.MarketList]:
    return Call("/markets", given(window=window, sort=sort, limit=limit, cursor=cursor), models.read_market_list)


def market(base: str, counter: str, window: str | None) -> Call[models.Market]:
    return Call(_market_path(base, counter), given(window=window), models.read_market)


def _market_path(base: str, counter: str) -> str:
    return "/markets/%s/%s" % (url_part(base, ":"), url_part(counter, ":"))


def candles(
    base: str, counter: str, interval: str, from_: Time | None, to: Time | None, fill: bool, limit: int, cursor: str | None
) -> Call[models.CandleList]:
    asked = given(base=base, counter=counter, interval=interval, from_=from_, to=to, fill=fill or None, limit=limit, cursor=cursor)
    return Call("/candles", asked, models.read_candle_list)


def vwap(base: str, counter: str, from_: Time, to: Time) -> Call[models.Vwap]:
    return Call("/vwap", given(base=base, counter=counter, from_=from_, to=to), models.read_vwap)


def twap(base: str, counter: str, from_: Time, to: Time) -> Call[models.Twap]:
    return Call("/twap", given(base=base, counter=counter, from_=from_, to=to), models.read_twap)


def trades(
    base: str, counter: str, from_: Time | None, to: Time | None, order: str | None, limit: int, cursor: str | None
) -> Call[models.TradeList]:
    asked = given(base=base, counter=counter, from_=from_, to=to, order=order, limit=limit, cursor=cursor)
    return Call("/trades", asked, models.read_trade_list)


def movers(by: str | None, window: str | None, limit: int | None) -> Call[models.MoverList]:
    return Call("/movers", given(by=by, window=window, limit=limit), models.read_mover_list)


def search(q: str, limit: int | None) -> Call[models.Found]:
    return Call("/search", given(q=q, limit=limit), models.read_found)


def price(asset: str, quote: str | None) -> Call[models.Price]:
    return Call("/price", given(asset=asset, quote=quote), models.read_price)


def prices(assets: Iterable[str], quote: str | None) -> Call[models.PriceList]:
    return Call("/prices", given(assets=tuple(assets), quote=quote), models.read_price_list)


def price_history(
    asset: str, interval: str, quote: str | None, from_: Time | None, to: Time | None, limit: int, cursor: str | None
) -> Call[models.PriceHistory]:
    asked = given(asset=asset, interval=interval, quote=quote, from_=from_, to=to, limit=limit, cursor=cursor)
    return Call("/prices/history", asked, models.read_price_history)


def assets(limit: int, cursor: str | None) -> Call[models.AssetList]:
    return Call("/assets", given(limit=limit, cursor=cursor), models.read_asset_list)


def asset(asset: str) -> Call[models.AssetProfile]:
    return Call("/assets/" + url_part(asset, ":"), {}, models.read_asset_profile)


def order_book(base: str, counter: str, depth: int | None) -> Call[models.OrderBook]:
    return Call("/orderbook", given(base=base, counter=counter, depth=depth), models.read_order_book)


def depth(base: str, counter: str, sizes: Iterable[Decimal | int | str] | None) -> Call[models.Depth]:
    return Call(_market_path(base, counter) + "/depth", given(sizes=None if sizes is None else tuple(sizes)), models.read_depth)


def pools(base: str | None, counter: str | None, limit: int, cursor: str | None) -> Call[models.PoolList]:
    return Call("/pools", given(base=base, counter=counter, limit=limit, cursor=cursor), models.read_pool_list)


def pool(id: str) -> Call[models.Pool]:
    return Call("/pools/" + url_part(id, ""), {}, models.read_pool)


def audit(
    base: str | None, counter: str | None, from_: Time | None, to: Time | None, limit: int, cursor: str | None
) -> Call[models.AuditWindowList]:
    asked = given(base=base, counter=counter, from_=from_, to=to, limit=limit, cursor=cursor)
    return Call("/audit", asked, models.read_audit_window_list)


def status() -> Call[models.Status]:
    return Call("/status", {}, models.read_status)


def stream(topics: Iterable[str], base: str | None, counter: str | None) -> Call[None]:
    return Call("/stream", given(topics=tuple(topics), base=base, counter=counter), lambda _: None)


def exact_market(name: str) -> tuple[str, str] | None:
    """Returns base and counter of BASE/COUNTER when both are native or CODE:ISSUER, so that nothing needs to be found."""
    base, _, counter = name.partition("/")
    exact = all(side in ("native", "XLM") or ":" in side for side in (base, counter))
    return (base, counter) if exact else None


def best_market(name: str, found: models.Found) -> tuple[str, str]:
    if not found.markets:
        raise MarketNotFound("no market is known by the name %r; a name is like XLM/USDC, or native/USDC:G…" % name)
    return found.markets[0].base, found.markets[0].counter
