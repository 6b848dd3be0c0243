"""Reads the ticker by python-binance, changed in nothing but its base address; prints what it got as JSON.

Arguments: the ticker's address, a symbol, and the end of a range in milliseconds since 1970.
"""

import json
import sys

from binance.client import Client
from binance.exceptions import BinanceAPIException

address, symbol, end = sys.argv[1], sys.argv[2], int(sys.argv[3])
Client.API_URL = address + "/binance/api"
client = Client()


def error_code(ask, **parameters):
    try:
        ask(**parameters)
    except BinanceAPIException as error:
        return error.code
    return None


json.dump(
    {
        "server_time": client.get_server_time()["serverTime"],
        "status": client.get_symbol_info(symbol)["status"],
        # By pages of 1000, until one has less.
        "minutes": client.get_historical_klines(symbol, Client.KLINE_INTERVAL_1MINUTE, 0, end),
        "hours": client.get_historical_klines(symbol, Client.KLINE_INTERVAL_1HOUR, 0, end),
        "day": client.get_ticker(symbol=symbol),
        "days": len(client.get_ticker()),
        "price": client.get_symbol_ticker(symbol=symbol)["price"],
        "best": client.get_orderbook_ticker(symbol=symbol),
        "average": client.get_avg_price(symbol=symbol)["price"],
        "trades": client.get_recent_trades(symbol=symbol, limit=100),
        "aggregated": client.get_aggregate_trades(symbol=symbol, startTime=end - 3_600_000, endTime=end),
        "depth": client.get_order_book(symbol=symbol),
        "unknown_symbol": error_code(client.get_klines, symbol="NOTHING", interval="1m"),
        "unknown_interval": error_code(client.get_klines, symbol=symbol, interval="3m"),
        "too_many": error_code(client.get_recent_trades, symbol=symbol, limit=5000),
    },
    sys.stdout,
)
