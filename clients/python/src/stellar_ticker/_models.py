"""The models. Written by clients/generate.py from the OpenAPI document. Change that, not this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from ._time import read_time

Json = Mapping[str, Any]


@dataclass(frozen=True)
class AcceptedRequest:
    subscription_id: int


def read_accepted_request(value: Json) -> AcceptedRequest:
    return AcceptedRequest(
        value["subscription_id"],
    )


@dataclass(frozen=True)
class ApiKey:
    id: int
    account_id: int
    name: str
    prefix: str
    """The first characters of the key, by which its owner knows it."""
    scopes: tuple[str, ...]
    quota_per_minute: int
    """Requests that it may make in a minute."""
    created_at: datetime
    expires_at: datetime | None
    """Null for a key without an end."""
    revoked_at: datetime | None
    last_used_at: datetime | None
    """To the minute; null before the first use."""
    replaced_by: int | None
    """The key that replaced it by a rotation."""


def read_api_key(value: Json) -> ApiKey:
    expires_at = value.get("expires_at")
    revoked_at = value.get("revoked_at")
    last_used_at = value.get("last_used_at")
    return ApiKey(
        value["id"],
        value["account_id"],
        value["name"],
        value["prefix"],
        tuple(value["scopes"]),
        value["quota_per_minute"],
        read_time(value["created_at"]),
        None if expires_at is None else read_time(expires_at),
        None if revoked_at is None else read_time(revoked_at),
        None if last_used_at is None else read_time(last_used_at),
        value.get("replaced_by"),
    )


@dataclass(frozen=True)
class ApiKeyList:
    items: tuple[ApiKey, ...]
    next_cursor: str | None


def read_api_key_list(value: Json) -> ApiKeyList:
    return ApiKeyList(
        tuple([read_api_key(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class ArchivedDelivery:
    subscription_id: int
    id: int
    webhook_id: str
    type: str
    """That of the subscription, or `test`."""
    state: str
    happened_at: datetime
    created_at: datetime
    finished_at: datetime | None
    next_at: datetime | None
    """When it is sent next."""
    payload: Mapping[str, Any]
    """The body that is sent."""


def read_archived_delivery(value: Json) -> ArchivedDelivery:
    finished_at = value.get("finished_at")
    next_at = value.get("next_at")
    return ArchivedDelivery(
        value["subscription_id"],
        int(value["id"]),
        value["webhook_id"],
        value["type"],
        value["state"],
        read_time(value["happened_at"]),
        read_time(value["created_at"]),
        None if finished_at is None else read_time(finished_at),
        None if next_at is None else read_time(next_at),
        value["payload"],
    )


@dataclass(frozen=True)
class ArchivedDeliveryList:
    items: tuple[ArchivedDelivery, ...]
    next_cursor: str | None


def read_archived_delivery_list(value: Json) -> ArchivedDeliveryList:
    return ArchivedDeliveryList(
        tuple([read_archived_delivery(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class AssetFlags:
    """The rights of an issuer over those who hold its assets."""

    auth_required: bool
    """Whether only accounts that it admits can hold them."""
    auth_revocable: bool
    """Whether it can freeze them in any account."""
    auth_immutable: bool
    """Whether it can never change these rights."""
    auth_clawback_enabled: bool
    """Whether it can take them back from any account."""


def read_asset_flags(value: Json) -> AssetFlags:
    return AssetFlags(
        value["auth_required"],
        value["auth_revocable"],
        value["auth_immutable"],
        value["auth_clawback_enabled"],
    )


@dataclass(frozen=True)
class DirectoryEntry:
    """What a directory says about an account."""

    name: str
    domain: str
    tags: tuple[str, ...]


def read_directory_entry(value: Json) -> DirectoryEntry:
    return DirectoryEntry(
        value["name"],
        value["domain"],
        tuple(value["tags"]),
    )


@dataclass(frozen=True)
class AssetProfile:
    asset: str
    code: str
    issuer: str
    """An account, or `native`."""
    type: str
    valid: bool
    name: str
    description: str
    organisation: str
    domain: str
    supply: Decimal | None
    holders: int | None
    price_usd: Decimal | None
    volume_24h_usd: Decimal | None
    market_value_usd: Decimal | None
    flags: AssetFlags | None
    """Null for an asset that is not listed, such as the native one."""
    directory: DirectoryEntry | None
    warnings: tuple[str, ...]


def read_asset_profile(value: Json) -> AssetProfile:
    supply = value.get("supply")
    price_usd = value.get("price_usd")
    volume_24h_usd = value.get("volume_24h_usd")
    market_value_usd = value.get("market_value_usd")
    flags = value.get("flags")
    directory = value.get("directory")
    return AssetProfile(
        value["asset"],
        value["code"],
        value["issuer"],
        value["type"],
        value["valid"],
        value["name"],
        value["description"],
        value["organisation"],
        value["domain"],
        None if supply is None else Decimal(supply),
        value.get("holders"),
        None if price_usd is None else Decimal(price_usd),
        None if volume_24h_usd is None else Decimal(volume_24h_usd),
        None if market_value_usd is None else Decimal(market_value_usd),
        None if flags is None else read_asset_flags(flags),
        None if directory is None else read_directory_entry(directory),
        tuple(value["warnings"]),
    )


@dataclass(frozen=True)
class AssetList:
    items: tuple[AssetProfile, ...]
    next_cursor: str | None


def read_asset_list(value: Json) -> AssetList:
    return AssetList(
        tuple([read_asset_profile(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class AuditWindow:
    from_: datetime
    to: datetime
    state: str
    evidence: tuple[str, ...]
    """What proved it; in CSV separated by semicolons."""
    reason: str | None
    trades_read: int
    trades_repaired: int
    decided_at: datetime | None


def read_audit_window(value: Json) -> AuditWindow:
    decided_at = value.get("decided_at")
    return AuditWindow(
        read_time(value["from"]),
        read_time(value["to"]),
        value["state"],
        tuple(value["evidence"]),
        value.get("reason"),
        value["trades_read"],
        value["trades_repaired"],
        None if decided_at is None else read_time(decided_at),
    )


@dataclass(frozen=True)
class AuditWindowList:
    items: tuple[AuditWindow, ...]
    next_cursor: str | None


def read_audit_window_list(value: Json) -> AuditWindowList:
    return AuditWindowList(
        tuple([read_audit_window(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class Candle:
    open_time: datetime
    close_time: datetime
    """The end, exclusive."""
    open: Decimal | None
    """Without dust; null when all was dust."""
    high: Decimal | None
    low: Decimal | None
    close: Decimal | None
    base_volume: Decimal
    counter_volume: Decimal
    vwap: Decimal | None
    trade_count: int
    complete: bool
    """Whether all of it is fetched and past."""
    audited: bool
    """Whether every hour of it is proven."""
    revision: int
    """Grows when the candle changes."""
    source: str
    """Its own trades, or Horizon's sums."""
    dust_excluded: bool
    """Whether its prices leave dust out: Horizon's do not, nor do those that were made with an earlier dust floor."""
    served_from: str


def read_candle(value: Json) -> Candle:
    open = value.get("open")
    high = value.get("high")
    low = value.get("low")
    close = value.get("close")
    vwap = value.get("vwap")
    return Candle(
        read_time(value["open_time"]),
        read_time(value["close_time"]),
        None if open is None else Decimal(open),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        None if close is None else Decimal(close),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        None if vwap is None else Decimal(vwap),
        value["trade_count"],
        value["complete"],
        value["audited"],
        value["revision"],
        value["source"],
        value["dust_excluded"],
        value["served_from"],
    )


@dataclass(frozen=True)
class Gap:
    """Time that is not fetched."""

    from_: datetime
    to: datetime


def read_gap(value: Json) -> Gap:
    return Gap(
        read_time(value["from"]),
        read_time(value["to"]),
    )


@dataclass(frozen=True)
class CandleList:
    items: tuple[Candle, ...]
    next_cursor: str | None
    missing: tuple[Gap, ...] | None = None
    """What neither the database nor the archive has of the time before the candles that are kept."""


def read_candle_list(value: Json) -> CandleList:
    missing = value.get("missing")
    return CandleList(
        tuple([read_candle(one) for one in value["items"]]),
        value["next_cursor"],
        None if missing is None else tuple([read_gap(one) for one in missing]),
    )


@dataclass(frozen=True)
class CandleState:
    open_time: datetime
    close_time: datetime
    """The end, exclusive."""
    open: Decimal | None
    """Without dust; null when all was dust."""
    high: Decimal | None
    low: Decimal | None
    close: Decimal | None
    base_volume: Decimal
    counter_volume: Decimal
    vwap: Decimal | None
    trade_count: int
    complete: bool
    """Whether all of it is fetched and past."""
    audited: bool
    """Whether every hour of it is proven."""
    revision: int
    """Grows when the candle changes."""
    source: str
    """Its own trades, or Horizon's sums."""
    dust_excluded: bool
    """Whether its prices leave dust out: Horizon's do not, nor do those that were made with an earlier dust floor."""
    served_from: str
    base: str
    counter: str
    interval: str


def read_candle_state(value: Json) -> CandleState:
    open = value.get("open")
    high = value.get("high")
    low = value.get("low")
    close = value.get("close")
    vwap = value.get("vwap")
    return CandleState(
        read_time(value["open_time"]),
        read_time(value["close_time"]),
        None if open is None else Decimal(open),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        None if close is None else Decimal(close),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        None if vwap is None else Decimal(vwap),
        value["trade_count"],
        value["complete"],
        value["audited"],
        value["revision"],
        value["source"],
        value["dust_excluded"],
        value["served_from"],
        value["base"],
        value["counter"],
        value["interval"],
    )


@dataclass(frozen=True)
class Correction:
    base: str
    counter: str
    from_: datetime
    to: datetime
    """Exclusive."""
    reason: str


def read_correction(value: Json) -> Correction:
    return Correction(
        value["base"],
        value["counter"],
        read_time(value["from"]),
        read_time(value["to"]),
        value["reason"],
    )


@dataclass(frozen=True)
class Cost:
    price: Decimal
    """The average price of the whole size."""
    slippage_percent: Decimal
    """How much worse it is than mid."""


def read_cost(value: Json) -> Cost:
    return Cost(
        Decimal(value["price"]),
        Decimal(value["slippage_percent"]),
    )


@dataclass(frozen=True)
class DeliveryAttempt:
    attempt: int
    attempted_at: datetime
    millis: int
    status: int | None
    """Null without an answer."""
    problem: str | None
    """Null when it succeeded."""


def read_delivery_attempt(value: Json) -> DeliveryAttempt:
    return DeliveryAttempt(
        value["attempt"],
        read_time(value["attempted_at"]),
        value["millis"],
        value.get("status"),
        value.get("problem"),
    )


@dataclass(frozen=True)
class Delivery:
    id: int
    webhook_id: str
    type: str
    """That of the subscription, or `test`."""
    state: str
    happened_at: datetime
    created_at: datetime
    finished_at: datetime | None
    next_at: datetime | None
    """When it is sent next."""
    payload: Mapping[str, Any]
    """The body that is sent."""
    attempts: tuple[DeliveryAttempt, ...]


def read_delivery(value: Json) -> Delivery:
    finished_at = value.get("finished_at")
    next_at = value.get("next_at")
    return Delivery(
        int(value["id"]),
        value["webhook_id"],
        value["type"],
        value["state"],
        read_time(value["happened_at"]),
        read_time(value["created_at"]),
        None if finished_at is None else read_time(finished_at),
        None if next_at is None else read_time(next_at),
        value["payload"],
        tuple([read_delivery_attempt(one) for one in value["attempts"]]),
    )


@dataclass(frozen=True)
class DeliveryList:
    items: tuple[Delivery, ...]
    next_cursor: str | None


def read_delivery_list(value: Json) -> DeliveryList:
    return DeliveryList(
        tuple([read_delivery(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class DeliveryTo:
    type: str
    url: str | None
    ordered: bool


def read_delivery_to(value: Json) -> DeliveryTo:
    return DeliveryTo(
        value["type"],
        value.get("url"),
        value["ordered"],
    )


@dataclass(frozen=True)
class DepthOfBand:
    bid_counter_volume: Decimal
    """What buyers offer, in counter."""
    ask_base_volume: Decimal
    """What sellers offer, in base."""


def read_depth_of_band(value: Json) -> DepthOfBand:
    return DepthOfBand(
        Decimal(value["bid_counter_volume"]),
        Decimal(value["ask_base_volume"]),
    )


@dataclass(frozen=True)
class DepthBand:
    percent: Decimal
    book: DepthOfBand | None
    pool: DepthOfBand | None


def read_depth_band(value: Json) -> DepthBand:
    book = value.get("book")
    pool = value.get("pool")
    return DepthBand(
        Decimal(value["percent"]),
        None if book is None else read_depth_of_band(book),
        None if pool is None else read_depth_of_band(pool),
    )


@dataclass(frozen=True)
class Slippage:
    size: Decimal
    side: str
    book: Cost | None
    """Null where the size exceeds what is there."""
    pool: Cost | None


def read_slippage(value: Json) -> Slippage:
    book = value.get("book")
    pool = value.get("pool")
    return Slippage(
        Decimal(value["size"]),
        value["side"],
        None if book is None else read_cost(book),
        None if pool is None else read_cost(pool),
    )


@dataclass(frozen=True)
class Depth:
    base: str
    counter: str
    bid: Decimal | None
    ask: Decimal | None
    mid: Decimal | None
    """Between bid and ask, else the pool's price."""
    mid_source: str | None
    book_as_of: datetime | None
    pool_id: str | None
    pool_as_of: datetime | None
    bands: tuple[DepthBand, ...]
    """0.1, 0.5, 1, 2, 5 and 10 percent of mid."""
    slippage: tuple[Slippage, ...]
    """Of each size, for each side."""


def read_depth(value: Json) -> Depth:
    bid = value.get("bid")
    ask = value.get("ask")
    mid = value.get("mid")
    book_as_of = value.get("book_as_of")
    pool_as_of = value.get("pool_as_of")
    return Depth(
        value["base"],
        value["counter"],
        None if bid is None else Decimal(bid),
        None if ask is None else Decimal(ask),
        None if mid is None else Decimal(mid),
        value.get("mid_source"),
        None if book_as_of is None else read_time(book_as_of),
        value.get("pool_id"),
        None if pool_as_of is None else read_time(pool_as_of),
        tuple([read_depth_band(one) for one in value["bands"]]),
        tuple([read_slippage(one) for one in value["slippage"]]),
    )


@dataclass(frozen=True)
class Endpoint:
    received_at: datetime | None
    """When it last took a message."""
    failing_since: datetime | None
    """Null while the last attempt succeeded."""
    problem: str | None
    disabled_at: datetime | None
    """When it was disabled for failing too long."""


def read_endpoint(value: Json) -> Endpoint:
    received_at = value.get("received_at")
    failing_since = value.get("failing_since")
    disabled_at = value.get("disabled_at")
    return Endpoint(
        None if received_at is None else read_time(received_at),
        None if failing_since is None else read_time(failing_since),
        value.get("problem"),
        None if disabled_at is None else read_time(disabled_at),
    )


@dataclass(frozen=True)
class MarketOfEvent:
    base: str
    counter: str


def read_market_of_event(value: Json) -> MarketOfEvent:
    return MarketOfEvent(
        value["base"],
        value["counter"],
    )


@dataclass(frozen=True)
class LoggedEvent:
    position: int
    """Without gaps, in the order of the commits."""
    happened_at: datetime
    type: str
    markets: tuple[MarketOfEvent, ...]
    first_trade: str | None
    last_trade: str | None
    detail: str
    """One line for people; may be empty."""


def read_logged_event(value: Json) -> LoggedEvent:
    return LoggedEvent(
        value["position"],
        read_time(value["happened_at"]),
        value["type"],
        tuple([read_market_of_event(one) for one in value["markets"]]),
        value.get("first_trade"),
        value.get("last_trade"),
        value["detail"],
    )


@dataclass(frozen=True)
class EventList:
    items: tuple[LoggedEvent, ...]
    next_cursor: str | None


def read_event_list(value: Json) -> EventList:
    return EventList(
        tuple([read_logged_event(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class FoundAsset:
    asset: str
    valid: bool
    name: str
    domain: str
    trade_count: int
    """Of seven days."""
    directory: DirectoryEntry | None
    warnings: tuple[str, ...]


def read_found_asset(value: Json) -> FoundAsset:
    directory = value.get("directory")
    return FoundAsset(
        value["asset"],
        value["valid"],
        value["name"],
        value["domain"],
        value["trade_count"],
        None if directory is None else read_directory_entry(directory),
        tuple(value["warnings"]),
    )


@dataclass(frozen=True)
class FoundMarket:
    base: str
    counter: str
    trade_count: int


def read_found_market(value: Json) -> FoundMarket:
    return FoundMarket(
        value["base"],
        value["counter"],
        value["trade_count"],
    )


@dataclass(frozen=True)
class Found:
    assets: tuple[FoundAsset, ...]
    markets: tuple[FoundMarket, ...]


def read_found(value: Json) -> Found:
    return Found(
        tuple([read_found_asset(one) for one in value["assets"]]),
        tuple([read_found_market(one) for one in value["markets"]]),
    )


@dataclass(frozen=True)
class KeyUsage:
    """Requests of a key in a minute."""

    key_id: int
    minute: datetime
    used: int
    refused: int
    """Those beyond the quota."""


def read_key_usage(value: Json) -> KeyUsage:
    return KeyUsage(
        value["key_id"],
        read_time(value["minute"]),
        value["used"],
        value["refused"],
    )


@dataclass(frozen=True)
class KnownGap:
    from_: datetime
    to: datetime
    reason: str


def read_known_gap(value: Json) -> KnownGap:
    return KnownGap(
        read_time(value["from"]),
        read_time(value["to"]),
        value["reason"],
    )


@dataclass(frozen=True)
class Level:
    """A price, counter per base, and an amount of base."""

    price: Decimal
    amount: Decimal


def read_level(value: Any) -> Level:
    price, amount = value
    return Level(Decimal(price), Decimal(amount))


@dataclass(frozen=True)
class PoolOfMarket:
    id: str
    base_reserve: Decimal
    counter_reserve: Decimal
    price: Decimal | None
    """Null when the pool is empty."""
    fee_bp: int
    """The fee in hundredths of a percent."""
    as_of: datetime


def read_pool_of_market(value: Json) -> PoolOfMarket:
    price = value.get("price")
    return PoolOfMarket(
        value["id"],
        Decimal(value["base_reserve"]),
        Decimal(value["counter_reserve"]),
        None if price is None else Decimal(price),
        value["fee_bp"],
        read_time(value["as_of"]),
    )


@dataclass(frozen=True)
class Market:
    base: str
    counter: str
    from_: datetime
    """The window's begin."""
    as_of: datetime
    """The window's end."""
    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    close: Decimal | None
    change: Decimal | None
    """close - open"""
    vwap: Decimal | None
    """counter_volume / base_volume"""
    base_volume: Decimal
    counter_volume: Decimal
    trade_count: int
    last_trade_time: datetime | None
    bid: Decimal | None
    """The best bid of the order book."""
    ask: Decimal | None
    """Its best ask."""
    spread: Decimal | None
    """ask - bid"""
    book_as_of: datetime | None
    """When the order book was read."""
    complete: bool
    """False when the window meets time that was never fetched, or the live stream is more than a minute behind."""
    complete_from: datetime | None
    """Begin of the time that is fetched except for the gaps."""
    complete_to: datetime | None
    """Its end."""
    gaps: tuple[Gap, ...]
    audited: bool
    """Whether every hour of the window is proven."""
    pools: tuple[PoolOfMarket, ...]


def read_market(value: Json) -> Market:
    open = value.get("open")
    high = value.get("high")
    low = value.get("low")
    close = value.get("close")
    change = value.get("change")
    vwap = value.get("vwap")
    last_trade_time = value.get("last_trade_time")
    bid = value.get("bid")
    ask = value.get("ask")
    spread = value.get("spread")
    book_as_of = value.get("book_as_of")
    complete_from = value.get("complete_from")
    complete_to = value.get("complete_to")
    return Market(
        value["base"],
        value["counter"],
        read_time(value["from"]),
        read_time(value["as_of"]),
        None if open is None else Decimal(open),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        None if close is None else Decimal(close),
        None if change is None else Decimal(change),
        None if vwap is None else Decimal(vwap),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        value["trade_count"],
        None if last_trade_time is None else read_time(last_trade_time),
        None if bid is None else Decimal(bid),
        None if ask is None else Decimal(ask),
        None if spread is None else Decimal(spread),
        None if book_as_of is None else read_time(book_as_of),
        value["complete"],
        None if complete_from is None else read_time(complete_from),
        None if complete_to is None else read_time(complete_to),
        tuple([read_gap(one) for one in value["gaps"]]),
        value["audited"],
        tuple([read_pool_of_market(one) for one in value["pools"]]),
    )


@dataclass(frozen=True)
class MarketOverview:
    base: str
    counter: str
    valid: bool
    """Whether both assets are valid."""
    from_: datetime
    as_of: datetime
    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    close: Decimal | None
    change: Decimal | None
    """close - open"""
    vwap: Decimal | None
    base_volume: Decimal
    counter_volume: Decimal
    base_volume_usd: Decimal | None
    trade_count: int
    buys: int
    """Trades whose later side bought the base."""
    sells: int
    """Trades whose later side sold it."""
    last_trade_time: datetime | None
    bid: Decimal | None
    ask: Decimal | None
    spread: Decimal | None
    book_as_of: datetime | None
    pool_id: str | None
    pool_base_reserve: Decimal | None
    pool_counter_reserve: Decimal | None
    buys_5m: int
    sells_5m: int
    change_5m: Decimal | None
    volume_5m: Decimal
    """Of the base."""
    buys_1h: int
    sells_1h: int
    change_1h: Decimal | None
    volume_1h: Decimal
    """Of the base."""
    buys_6h: int
    sells_6h: int
    change_6h: Decimal | None
    volume_6h: Decimal
    """Of the base."""
    buys_24h: int
    sells_24h: int
    change_24h: Decimal | None
    volume_24h: Decimal
    """Of the base."""


def read_market_overview(value: Json) -> MarketOverview:
    open = value.get("open")
    high = value.get("high")
    low = value.get("low")
    close = value.get("close")
    change = value.get("change")
    vwap = value.get("vwap")
    base_volume_usd = value.get("base_volume_usd")
    last_trade_time = value.get("last_trade_time")
    bid = value.get("bid")
    ask = value.get("ask")
    spread = value.get("spread")
    book_as_of = value.get("book_as_of")
    pool_base_reserve = value.get("pool_base_reserve")
    pool_counter_reserve = value.get("pool_counter_reserve")
    change_5m = value.get("change_5m")
    change_1h = value.get("change_1h")
    change_6h = value.get("change_6h")
    change_24h = value.get("change_24h")
    return MarketOverview(
        value["base"],
        value["counter"],
        value["valid"],
        read_time(value["from"]),
        read_time(value["as_of"]),
        None if open is None else Decimal(open),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        None if close is None else Decimal(close),
        None if change is None else Decimal(change),
        None if vwap is None else Decimal(vwap),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        None if base_volume_usd is None else Decimal(base_volume_usd),
        value["trade_count"],
        value["buys"],
        value["sells"],
        None if last_trade_time is None else read_time(last_trade_time),
        None if bid is None else Decimal(bid),
        None if ask is None else Decimal(ask),
        None if spread is None else Decimal(spread),
        None if book_as_of is None else read_time(book_as_of),
        value.get("pool_id"),
        None if pool_base_reserve is None else Decimal(pool_base_reserve),
        None if pool_counter_reserve is None else Decimal(pool_counter_reserve),
        value["buys_5m"],
        value["sells_5m"],
        None if change_5m is None else Decimal(change_5m),
        Decimal(value["volume_5m"]),
        value["buys_1h"],
        value["sells_1h"],
        None if change_1h is None else Decimal(change_1h),
        Decimal(value["volume_1h"]),
        value["buys_6h"],
        value["sells_6h"],
        None if change_6h is None else Decimal(change_6h),
        Decimal(value["volume_6h"]),
        value["buys_24h"],
        value["sells_24h"],
        None if change_24h is None else Decimal(change_24h),
        Decimal(value["volume_24h"]),
    )


@dataclass(frozen=True)
class MarketList:
    complete: bool
    """False when the window meets time that was never fetched, or the live stream is more than a minute behind."""
    complete_from: datetime | None
    """Begin of the time that is fetched except for the gaps."""
    complete_to: datetime | None
    """Its end."""
    gaps: tuple[Gap, ...]
    items: tuple[MarketOverview, ...]
    next_cursor: str | None


def read_market_list(value: Json) -> MarketList:
    complete_from = value.get("complete_from")
    complete_to = value.get("complete_to")
    return MarketList(
        value["complete"],
        None if complete_from is None else read_time(complete_from),
        None if complete_to is None else read_time(complete_to),
        tuple([read_gap(one) for one in value["gaps"]]),
        tuple([read_market_overview(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class MarketState:
    base: str
    counter: str
    from_: datetime
    """The window's begin."""
    as_of: datetime
    """The window's end."""
    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    close: Decimal | None
    change: Decimal | None
    """close - open"""
    vwap: Decimal | None
    """counter_volume / base_volume"""
    base_volume: Decimal
    counter_volume: Decimal
    trade_count: int
    last_trade_time: datetime | None
    bid: Decimal | None
    """The best bid of the order book."""
    ask: Decimal | None
    """Its best ask."""
    spread: Decimal | None
    """ask - bid"""
    book_as_of: datetime | None
    """When the order book was read."""


def read_market_state(value: Json) -> MarketState:
    open = value.get("open")
    high = value.get("high")
    low = value.get("low")
    close = value.get("close")
    change = value.get("change")
    vwap = value.get("vwap")
    last_trade_time = value.get("last_trade_time")
    bid = value.get("bid")
    ask = value.get("ask")
    spread = value.get("spread")
    book_as_of = value.get("book_as_of")
    return MarketState(
        value["base"],
        value["counter"],
        read_time(value["from"]),
        read_time(value["as_of"]),
        None if open is None else Decimal(open),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        None if close is None else Decimal(close),
        None if change is None else Decimal(change),
        None if vwap is None else Decimal(vwap),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        value["trade_count"],
        None if last_trade_time is None else read_time(last_trade_time),
        None if bid is None else Decimal(bid),
        None if ask is None else Decimal(ask),
        None if spread is None else Decimal(spread),
        None if book_as_of is None else read_time(book_as_of),
    )


@dataclass(frozen=True)
class Mover:
    base: str
    counter: str
    open: Decimal | None
    close: Decimal | None
    change: Decimal | None
    """Relative, without dust."""
    volume_usd: Decimal | None
    base_volume: Decimal
    counter_volume: Decimal
    trade_count: int
    first_trade_time: datetime
    last_trade_time: datetime


def read_mover(value: Json) -> Mover:
    open = value.get("open")
    close = value.get("close")
    change = value.get("change")
    volume_usd = value.get("volume_usd")
    return Mover(
        value["base"],
        value["counter"],
        None if open is None else Decimal(open),
        None if close is None else Decimal(close),
        None if change is None else Decimal(change),
        None if volume_usd is None else Decimal(volume_usd),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        value["trade_count"],
        read_time(value["first_trade_time"]),
        read_time(value["last_trade_time"]),
    )


@dataclass(frozen=True)
class MoverList:
    items: tuple[Mover, ...]
    next_cursor: str | None


def read_mover_list(value: Json) -> MoverList:
    return MoverList(
        tuple([read_mover(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class NewApiKey:
    id: int
    account_id: int
    name: str
    prefix: str
    """The first characters of the key, by which its owner knows it."""
    scopes: tuple[str, ...]
    quota_per_minute: int
    """Requests that it may make in a minute."""
    created_at: datetime
    expires_at: datetime | None
    """Null for a key without an end."""
    revoked_at: datetime | None
    last_used_at: datetime | None
    """To the minute; null before the first use."""
    replaced_by: int | None
    """The key that replaced it by a rotation."""
    key: str = field(repr=False)
    """The key itself: `sticker_`, 32 random letters and digits, and 6 that are a checksum."""


def read_new_api_key(value: Json) -> NewApiKey:
    expires_at = value.get("expires_at")
    revoked_at = value.get("revoked_at")
    last_used_at = value.get("last_used_at")
    return NewApiKey(
        value["id"],
        value["account_id"],
        value["name"],
        value["prefix"],
        tuple(value["scopes"]),
        value["quota_per_minute"],
        read_time(value["created_at"]),
        None if expires_at is None else read_time(expires_at),
        None if revoked_at is None else read_time(revoked_at),
        None if last_used_at is None else read_time(last_used_at),
        value.get("replaced_by"),
        value["key"],
    )


@dataclass(frozen=True)
class NewSecret:
    secret: str = field(repr=False)
    previous_secret_until: datetime


def read_new_secret(value: Json) -> NewSecret:
    return NewSecret(
        value["secret"],
        read_time(value["previous_secret_until"]),
    )


@dataclass(frozen=True)
class SubscriptionFilter:
    """Which members there are depends on the type: `/api/v1/subscription-types` has a schema of each."""

    base: str | None = None
    counter: str | None = None
    minimum_base_amount: str | None = None
    """Of `trade`: the smallest base amount, in units."""
    interval: str | None = None
    direction: str | None = None
    """Of `price`."""
    price: str | None = None
    """Of `price`: the level, counter per base."""
    hysteresis_percent: str | None = None
    """Of `price`: how far it must come back before the next crossing counts, in percent of the level, up to 50; 1 unless given."""
    window_seconds: int | None = None
    """Of `volume` and `spread`: the length of the window."""
    above: str | None = None
    """Of `volume`: the base volume that is to be exceeded."""
    above_percent: str | None = None
    """Of `spread`: the spread that is to be exceeded for the window, in percent of the price midway between bid and ask, below 200."""
    code: str | None = None
    """Of `new_asset`."""
    domain: str | None = None
    """Of `new_asset`: that of its stellar.toml."""
    stale_seconds: int | None = None
    """Of `feed`: the age of the newest ledger; 300 unless given."""
    asset: str | None = None
    """Of `new_market`: one of its assets; of `asset`: the asset."""


def read_subscription_filter(value: Json) -> SubscriptionFilter:
    return SubscriptionFilter(
        value.get("base"),
        value.get("counter"),
        value.get("minimum_base_amount"),
        value.get("interval"),
        value.get("direction"),
        value.get("price"),
        value.get("hysteresis_percent"),
        value.get("window_seconds"),
        value.get("above"),
        value.get("above_percent"),
        value.get("code"),
        value.get("domain"),
        value.get("stale_seconds"),
        value.get("asset"),
    )


@dataclass(frozen=True)
class NewSubscription:
    id: int
    name: str
    type: str
    filter: SubscriptionFilter
    delivery: DeliveryTo
    active: bool
    """Whether messages are wanted: false while its owner or the operator paused it."""
    paused_at: datetime | None
    """Since when the operator pauses it; null unless one does. Its owner cannot start it then."""
    pause_reason: str | None
    """Why the operator paused it; may be empty. Null unless one did."""
    created_at: datetime
    changed_at: datetime
    ends_at: datetime | None
    previous_secret_until: datetime | None
    """Until when messages are signed with the secret before the last rotation, too."""
    dropped: int
    """Messages that were not stored because too many were there already; 0 when none was."""
    dropped_at: datetime | None
    """When the last one was dropped."""
    endpoint: Endpoint | None
    """Null for a stream."""
    secret: str | None = field(repr=False)
    """Signs the webhooks: `whsec_` and Base64. Shown this once; null for a stream."""


def read_new_subscription(value: Json) -> NewSubscription:
    paused_at = value.get("paused_at")
    ends_at = value.get("ends_at")
    previous_secret_until = value.get("previous_secret_until")
    dropped_at = value.get("dropped_at")
    endpoint = value.get("endpoint")
    return NewSubscription(
        value["id"],
        value["name"],
        value["type"],
        read_subscription_filter(value["filter"]),
        read_delivery_to(value["delivery"]),
        value["active"],
        None if paused_at is None else read_time(paused_at),
        value.get("pause_reason"),
        read_time(value["created_at"]),
        read_time(value["changed_at"]),
        None if ends_at is None else read_time(ends_at),
        None if previous_secret_until is None else read_time(previous_secret_until),
        int(value["dropped"]),
        None if dropped_at is None else read_time(dropped_at),
        None if endpoint is None else read_endpoint(endpoint),
        value.get("secret"),
    )


@dataclass(frozen=True)
class Notice:
    detail: str


def read_notice(value: Json) -> Notice:
    return Notice(
        value["detail"],
    )


@dataclass(frozen=True)
class OrderBook:
    base: str
    counter: str
    as_of: datetime | None
    """Null for a book that was never read."""
    bids: tuple[Level, ...]
    asks: tuple[Level, ...]


def read_order_book(value: Json) -> OrderBook:
    as_of = value.get("as_of")
    return OrderBook(
        value["base"],
        value["counter"],
        None if as_of is None else read_time(as_of),
        tuple([read_level(one) for one in value["bids"]]),
        tuple([read_level(one) for one in value["asks"]]),
    )


@dataclass(frozen=True)
class OwnAccount:
    """The account and the key of the request."""

    id: int
    name: str
    stellar_account: str | None
    """The account of the network that signs in."""
    created_at: datetime
    disabled_at: datetime | None
    """Null while it is enabled."""
    key: ApiKey


def read_own_account(value: Json) -> OwnAccount:
    disabled_at = value.get("disabled_at")
    return OwnAccount(
        value["id"],
        value["name"],
        value.get("stellar_account"),
        read_time(value["created_at"]),
        None if disabled_at is None else read_time(disabled_at),
        read_api_key(value["key"]),
    )


@dataclass(frozen=True)
class Pool:
    id: str
    base: str
    counter: str
    base_reserve: Decimal
    counter_reserve: Decimal
    price: Decimal | None
    """Null when the pool is empty."""
    fee_bp: int
    """The fee in hundredths of a percent."""
    total_shares: Decimal
    trustlines: int
    """How many accounts hold shares, or may."""
    as_of: datetime


def read_pool(value: Json) -> Pool:
    price = value.get("price")
    return Pool(
        value["id"],
        value["base"],
        value["counter"],
        Decimal(value["base_reserve"]),
        Decimal(value["counter_reserve"]),
        None if price is None else Decimal(price),
        value["fee_bp"],
        Decimal(value["total_shares"]),
        value["trustlines"],
        read_time(value["as_of"]),
    )


@dataclass(frozen=True)
class PoolList:
    items: tuple[Pool, ...]
    next_cursor: str | None


def read_pool_list(value: Json) -> PoolList:
    return PoolList(
        tuple([read_pool(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class Position:
    position: str


def read_position(value: Json) -> Position:
    return Position(
        value["position"],
    )


@dataclass(frozen=True)
class Positions:
    trades: str | None
    """The cursor of the live stream of trades."""
    audit: str | None
    """The cursor of the audit."""
    oldest_event: str | None
    """The oldest event that the stream still keeps."""
    newest_event: str | None
    """The newest one."""
    windows_as_of: datetime | None
    """When the stored windows of all markets end."""


def read_positions(value: Json) -> Positions:
    windows_as_of = value.get("windows_as_of")
    return Positions(
        value.get("trades"),
        value.get("audit"),
        value.get("oldest_event"),
        value.get("newest_event"),
        None if windows_as_of is None else read_time(windows_as_of),
    )


@dataclass(frozen=True)
class Price:
    asset: str
    quote: str
    """`USD` or an asset."""
    price: Decimal | None
    """VWAP of the last finished minute with more than dust."""
    last: Decimal | None
    bid: Decimal | None
    ask: Decimal | None
    change_24h: Decimal | None
    """Absolute."""
    volume_24h_usd: Decimal | None
    path: tuple[str, ...]
    as_of: datetime | None
    trade_count: int
    market_count: int
    stale: bool
    """An hour old, or no price."""
    reason: str | None
    """Why there is no price."""


def read_price(value: Json) -> Price:
    price = value.get("price")
    last = value.get("last")
    bid = value.get("bid")
    ask = value.get("ask")
    change_24h = value.get("change_24h")
    volume_24h_usd = value.get("volume_24h_usd")
    as_of = value.get("as_of")
    return Price(
        value["asset"],
        value["quote"],
        None if price is None else Decimal(price),
        None if last is None else Decimal(last),
        None if bid is None else Decimal(bid),
        None if ask is None else Decimal(ask),
        None if change_24h is None else Decimal(change_24h),
        None if volume_24h_usd is None else Decimal(volume_24h_usd),
        tuple(value["path"]),
        None if as_of is None else read_time(as_of),
        value["trade_count"],
        value["market_count"],
        value["stale"],
        value.get("reason"),
    )


@dataclass(frozen=True)
class PricePoint:
    open_time: datetime
    close_time: datetime
    """Exclusive."""
    price: Decimal | None


def read_price_point(value: Json) -> PricePoint:
    price = value.get("price")
    return PricePoint(
        read_time(value["open_time"]),
        read_time(value["close_time"]),
        None if price is None else Decimal(price),
    )


@dataclass(frozen=True)
class PriceHistory:
    items: tuple[PricePoint, ...]
    next_cursor: str | None
    path: tuple[str, ...]


def read_price_history(value: Json) -> PriceHistory:
    return PriceHistory(
        tuple([read_price_point(one) for one in value["items"]]),
        value["next_cursor"],
        tuple(value["path"]),
    )


@dataclass(frozen=True)
class PriceList:
    items: tuple[Price, ...]
    next_cursor: str | None


def read_price_list(value: Json) -> PriceList:
    return PriceList(
        tuple([read_price(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class ProgramHealth:
    state: str
    """Its own report, `silent` when that is too old, or `missing`."""
    last_progress: datetime | None
    lag_seconds: float | None
    """How far it is behind its source."""
    build: str | None


def read_program_health(value: Json) -> ProgramHealth:
    last_progress = value.get("last_progress")
    lag_seconds = value.get("lag_seconds")
    return ProgramHealth(
        value["state"],
        None if last_progress is None else read_time(last_progress),
        None if lag_seconds is None else float(lag_seconds),
        value.get("build"),
    )


@dataclass(frozen=True)
class Status:
    status: str
    reasons: tuple[str, ...]
    """What is wrong, in words."""
    programs: Mapping[str, ProgramHealth]
    """By their names."""
    gaps: tuple[KnownGap, ...]
    """Ranges of the last seven days that are missing."""
    complete_from: datetime | None
    """Since when no trade is missing."""
    complete_percent: float
    """How much of the last seven days is stored."""
    complete_at: datetime | None
    """When all of it will be."""
    schema_version: int
    """The version of the database."""
    build: str
    """The version of the program that answers."""
    positions: Positions


def read_status(value: Json) -> Status:
    complete_from = value.get("complete_from")
    complete_at = value.get("complete_at")
    return Status(
        value["status"],
        tuple(value["reasons"]),
        {name: read_program_health(one) for name, one in value["programs"].items()},
        tuple([read_known_gap(one) for one in value["gaps"]]),
        None if complete_from is None else read_time(complete_from),
        float(value["complete_percent"]),
        None if complete_at is None else read_time(complete_at),
        value["schema_version"],
        value["build"],
        read_positions(value["positions"]),
    )


@dataclass(frozen=True)
class Subscription:
    id: int
    name: str
    type: str
    filter: SubscriptionFilter
    delivery: DeliveryTo
    active: bool
    """Whether messages are wanted: false while its owner or the operator paused it."""
    paused_at: datetime | None
    """Since when the operator pauses it; null unless one does. Its owner cannot start it then."""
    pause_reason: str | None
    """Why the operator paused it; may be empty. Null unless one did."""
    created_at: datetime
    changed_at: datetime
    ends_at: datetime | None
    previous_secret_until: datetime | None
    """Until when messages are signed with the secret before the last rotation, too."""
    dropped: int
    """Messages that were not stored because too many were there already; 0 when none was."""
    dropped_at: datetime | None
    """When the last one was dropped."""
    endpoint: Endpoint | None
    """Null for a stream."""


def read_subscription(value: Json) -> Subscription:
    paused_at = value.get("paused_at")
    ends_at = value.get("ends_at")
    previous_secret_until = value.get("previous_secret_until")
    dropped_at = value.get("dropped_at")
    endpoint = value.get("endpoint")
    return Subscription(
        value["id"],
        value["name"],
        value["type"],
        read_subscription_filter(value["filter"]),
        read_delivery_to(value["delivery"]),
        value["active"],
        None if paused_at is None else read_time(paused_at),
        value.get("pause_reason"),
        read_time(value["created_at"]),
        read_time(value["changed_at"]),
        None if ends_at is None else read_time(ends_at),
        None if previous_secret_until is None else read_time(previous_secret_until),
        int(value["dropped"]),
        None if dropped_at is None else read_time(dropped_at),
        None if endpoint is None else read_endpoint(endpoint),
    )


@dataclass(frozen=True)
class SubscriptionList:
    items: tuple[Subscription, ...]
    next_cursor: str | None


def read_subscription_list(value: Json) -> SubscriptionList:
    return SubscriptionList(
        tuple([read_subscription(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class Trade:
    paging_token: str
    ledger: int
    ledger_close_time: datetime
    type: str
    base: str
    counter: str
    base_amount: Decimal
    counter_amount: Decimal
    price: Decimal
    """price_n / price_d"""
    price_n: int
    price_d: int
    base_is_seller: bool
    """Whether the offer or pool of the base's side was there first."""
    base_account: str | None
    """Null for a pool."""
    base_offer_id: int | None
    counter_account: str | None
    """Null for a pool."""
    counter_offer_id: int | None
    liquidity_pool_id: str | None
    liquidity_pool_fee_bp: int | None
    """The fee in hundredths of a percent."""
    ingested_from: str
    """How it came: live, read page by page, or added by the audit."""
    stored_at: datetime
    base_account_directory: DirectoryEntry | None = None
    counter_account_directory: DirectoryEntry | None = None
    warnings: tuple[str, ...] | None = None
    """Which account a directory warns of; in lists, as both directories."""


def read_trade(value: Json) -> Trade:
    base_offer_id = value.get("base_offer_id")
    counter_offer_id = value.get("counter_offer_id")
    base_account_directory = value.get("base_account_directory")
    counter_account_directory = value.get("counter_account_directory")
    warnings = value.get("warnings")
    return Trade(
        value["paging_token"],
        value["ledger"],
        read_time(value["ledger_close_time"]),
        value["type"],
        value["base"],
        value["counter"],
        Decimal(value["base_amount"]),
        Decimal(value["counter_amount"]),
        Decimal(value["price"]),
        int(value["price_n"]),
        int(value["price_d"]),
        value["base_is_seller"],
        value.get("base_account"),
        None if base_offer_id is None else int(base_offer_id),
        value.get("counter_account"),
        None if counter_offer_id is None else int(counter_offer_id),
        value.get("liquidity_pool_id"),
        value.get("liquidity_pool_fee_bp"),
        value["ingested_from"],
        read_time(value["stored_at"]),
        None if base_account_directory is None else read_directory_entry(base_account_directory),
        None if counter_account_directory is None else read_directory_entry(counter_account_directory),
        None if warnings is None else tuple(warnings),
    )


@dataclass(frozen=True)
class TradeList:
    """With `from`, also the members of Coverage."""

    items: tuple[Trade, ...]
    next_cursor: str | None
    served_from: str | None = None
    """Where the answer was read; both when its older part is archived."""
    missing: tuple[Gap, ...] | None = None
    """What neither the database nor the archive has of the time before the trades that are kept."""
    complete: bool | None = None
    """False when the window meets time that was never fetched, or the live stream is more than a minute behind."""
    complete_from: datetime | None = None
    """Begin of the time that is fetched except for the gaps."""
    complete_to: datetime | None = None
    """Its end."""
    gaps: tuple[Gap, ...] | None = None
    audited: bool | None = None
    """Whether every hour of the window is proven."""


def read_trade_list(value: Json) -> TradeList:
    missing = value.get("missing")
    complete_from = value.get("complete_from")
    complete_to = value.get("complete_to")
    gaps = value.get("gaps")
    return TradeList(
        tuple([read_trade(one) for one in value["items"]]),
        value["next_cursor"],
        value.get("served_from"),
        None if missing is None else tuple([read_gap(one) for one in missing]),
        value.get("complete"),
        None if complete_from is None else read_time(complete_from),
        None if complete_to is None else read_time(complete_to),
        None if gaps is None else tuple([read_gap(one) for one in gaps]),
        value.get("audited"),
    )


@dataclass(frozen=True)
class Twap:
    complete: bool
    """False when the window meets time that was never fetched, or the live stream is more than a minute behind."""
    complete_from: datetime | None
    """Begin of the time that is fetched except for the gaps."""
    complete_to: datetime | None
    """Its end."""
    gaps: tuple[Gap, ...]
    audited: bool
    """Whether every hour of the window is proven."""
    base: str
    counter: str
    from_: datetime
    to: datetime
    twap: Decimal | None
    interval: str
    """Of the candles whose closing prices were taken."""
    base_volume: Decimal
    counter_volume: Decimal
    trade_count: int


def read_twap(value: Json) -> Twap:
    complete_from = value.get("complete_from")
    complete_to = value.get("complete_to")
    twap = value.get("twap")
    return Twap(
        value["complete"],
        None if complete_from is None else read_time(complete_from),
        None if complete_to is None else read_time(complete_to),
        tuple([read_gap(one) for one in value["gaps"]]),
        value["audited"],
        value["base"],
        value["counter"],
        read_time(value["from"]),
        read_time(value["to"]),
        None if twap is None else Decimal(twap),
        value["interval"],
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        value["trade_count"],
    )


@dataclass(frozen=True)
class UsageList:
    items: tuple[KeyUsage, ...]
    next_cursor: str | None


def read_usage_list(value: Json) -> UsageList:
    return UsageList(
        tuple([read_key_usage(one) for one in value["items"]]),
        value["next_cursor"],
    )


@dataclass(frozen=True)
class Vwap:
    complete: bool
    """False when the window meets time that was never fetched, or the live stream is more than a minute behind."""
    complete_from: datetime | None
    """Begin of the time that is fetched except for the gaps."""
    complete_to: datetime | None
    """Its end."""
    gaps: tuple[Gap, ...]
    audited: bool
    """Whether every hour of the window is proven."""
    base: str
    counter: str
    from_: datetime
    to: datetime
    vwap: Decimal | None
    """counter_volume / base_volume; null when no base traded."""
    base_volume: Decimal
    counter_volume: Decimal
    trade_count: int
    served_from: str | None = None
    """Where the answer was read; both when its older part is archived."""
    missing: tuple[Gap, ...] | None = None
    """What neither the database nor the archive has of the time before the trades that are kept."""


def read_vwap(value: Json) -> Vwap:
    complete_from = value.get("complete_from")
    complete_to = value.get("complete_to")
    vwap = value.get("vwap")
    missing = value.get("missing")
    return Vwap(
        value["complete"],
        None if complete_from is None else read_time(complete_from),
        None if complete_to is None else read_time(complete_to),
        tuple([read_gap(one) for one in value["gaps"]]),
        value["audited"],
        value["base"],
        value["counter"],
        read_time(value["from"]),
        read_time(value["to"]),
        None if vwap is None else Decimal(vwap),
        Decimal(value["base_volume"]),
        Decimal(value["counter_volume"]),
        value["trade_count"],
        value.get("served_from"),
        None if missing is None else tuple([read_gap(one) for one in missing]),
    )
