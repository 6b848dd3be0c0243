"""The command line: stellar-ticker markets, candles, trades, follow."""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from ._client import DEFAULT_URL, Client
from ._errors import ApiError, BadRequest, MarketNotFound, NotFound, TickerError
from ._models import Candle, Trade
from ._progress import Progress
from ._time import read_time, time_text

WRONG_USE, NOT_THERE, FAILED, INTERRUPTED = 64, 66, 1, 130
SPAN = re.compile(r"(\d+)(m|h|d|w)")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
COLUMNS = {
    "markets": ("base", "counter", "close", "change_24h", "base_volume", "base_volume_usd", "trade_count"),
    "candles": ("open_time", "open", "high", "low", "close", "base_volume", "counter_volume", "trade_count", "complete"),
    "trades": ("ledger_close_time", "paging_token", "price", "base_amount", "counter_amount", "type"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        with Client(given.url) as client:
            given.run(client, given)
        sys.stdout.flush()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Who reads has enough, as head does; nothing is left to be flushed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (BadRequest, ValueError) as fault:
        return _say(fault, WRONG_USE)
    except (NotFound, MarketNotFound) as fault:
        return _say(fault, NOT_THERE)
    except TickerError as fault:
        return _say(fault, FAILED)


def _say(fault: Exception, code: int) -> int:
    print("stellar-ticker: %s" % (fault.detail if isinstance(fault, ApiError) and fault.detail else fault), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stellar-ticker", description="Reads a Stellar Ticker.")
    url = os.environ.get("STELLAR_TICKER_URL", DEFAULT_URL)
    parser.add_argument("--url", default=url, help="the ticker's address (STELLAR_TICKER_URL; now %(default)s)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    markets = commands.add_parser("markets", help="lists all markets")
    markets.add_argument("--window", default="24h", help="1h, 24h or 7d (24h)")
    markets.add_argument("--sort", help="base_volume_usd, trade_count, last_trade_time, change or pair")
    markets.add_argument("--limit", type=int, help="how many, at most")
    markets.add_argument("--csv", action="store_true", help="all members, as CSV")
    markets.set_defaults(run=_markets)

    candles = commands.add_parser("candles", help="prints candles, oldest first")
    _add_market(candles)
    candles.add_argument("--interval", default="1h", help="1m, 5m, 15m, 1h, 4h, 1d, 1w or 1M (1h)")
    candles.add_argument("--fill", action="store_true", help="with the intervals in which nothing traded")
    _add_window(candles, "7d")
    candles.set_defaults(run=_candles)

    trades = commands.add_parser("trades", help="prints trades, oldest first")
    _add_market(trades)
    _add_window(trades, "1h")
    trades.set_defaults(run=_trades)

    follow = commands.add_parser("follow", help="prints trades as they are stored, until it is interrupted")
    _add_market(follow)
    follow.add_argument("--csv", action="store_true", help="all members, as CSV")
    follow.set_defaults(run=_follow)
    return parser


def _add_market(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("market", help="such as XLM/USDC, or native/USDC:G… where the issuer matters")


def _add_window(parser: argparse.ArgumentParser, begin: str) -> None:
    parser.add_argument("--from", dest="begin", default=begin, help="a time of RFC 3339, or how long ago: 90m, 12h, 7d, 4w (%(default)s)")
    parser.add_argument("--to", dest="end", help="the same; by default now")
    parser.add_argument("--csv", action="store_true", help="all members, as CSV")


def _markets(client: Client, given: argparse.Namespace) -> None:
    markets = islice(client.markets(given.window, given.sort), given.limit)
    _print(markets, COLUMNS["markets"], given.csv)


def _candles(client: Client, given: argparse.Namespace) -> None:
    base, counter = client.find_market(given.market)
    begin, end = _window(client, given)
    candles: Iterable[Candle] = client.candles(base, counter, given.interval, begin, end, given.fill)
    with Progress(begin, end) as progress:
        _print(progress.over(candles, lambda candle: candle.open_time), COLUMNS["candles"], given.csv)


def _trades(client: Client, given: argparse.Namespace) -> None:
    base, counter = client.find_market(given.market)
    begin, end = _window(client, given)
    trades: Iterable[Trade] = client.trades(base, counter, begin, end, "asc")
    with Progress(begin, end) as progress:
        _print(progress.over(trades, lambda trade: trade.ledger_close_time), COLUMNS["trades"], given.csv)


def _follow(client: Client, given: argparse.Namespace) -> None:
    base, counter = client.find_market(given.market)
    _print(client.follow_trades(base, counter), COLUMNS["trades"], given.csv, flush=True)


def _window(client: Client, given: argparse.Namespace) -> tuple[datetime, datetime]:
    """Spans count back from the server's time."""
    now = client.server_time()
    return _time(given.begin, now), _time(given.end, now) if given.end else now


def _time(text: str, now: datetime) -> datetime:
    span = SPAN.fullmatch(text)
    if span:
        return now - int(span[1]) * UNITS[span[2]]
    try:
        time = datetime.fromisoformat(text) if not text.endswith("Z") else read_time(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise ValueError("expected a time such as 2026-03-01T12:00:00Z, or how long ago, such as 7d, found %r" % text)
    return time


def _print(items: Iterable[Any], columns: Sequence[str], as_csv: bool, flush: bool = False) -> None:
    out = sys.stdout
    rows = _csv_rows(items) if as_csv else _table_rows(items, columns)
    writer = csv.writer(out, lineterminator="\n") if as_csv else None
    for row in rows:
        if writer:
            writer.writerow(row)
        else:
            out.write("  ".join(row).rstrip() + "\n")
        if flush:
            out.flush()


def _csv_rows(items: Iterable[Any]) -> Iterator[list[str]]:
    names: list[str] = []
    for item in items:
        if not names:
            names = [one.name for one in fields(item)]
            yield [name.rstrip("_") for name in names]
        yield [text(getattr(item, name)) for name in names]


def _table_rows(items: Iterable[Any], columns: Sequence[str]) -> Iterator[list[str]]:
    begun = False
    for item in items:
        if not begun:
            begun = True
            yield [name.ljust(width(name)) for name in columns]
        yield [short(name, getattr(item, name)).ljust(width(name)) for name in columns]


def width(name: str) -> int:
    return {"paging_token": 22, "complete": 8, "trade_count": 11, "ledger_close_time": 20, "open_time": 20, "base": 18, "counter": 18}.get(name, 20)


def short(name: str, value: Any) -> str:
    """Issuers by their ends; CSV has all of them."""
    found = text(value)
    if name in ("base", "counter") and ":" in found:
        code, issuer = found.split(":")
        return "%s:%s…" % (code, issuer[:4])
    return found


def text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, tuple):
        return ";".join(map(text, value))
    return str(value)
