"""Reads all trades of the markets in a file up to a time: read_trades.py URL FILE TO. Prints how many, and the seconds."""

import sys
import time

from stellar_ticker import Client

url, file, to = sys.argv[1:]
with open(file, encoding="utf-8") as lines:
    markets = [line.split() for line in lines]
began = time.monotonic()
count = 0
with Client(url) as client:
    for base, counter in markets:
        for trade in client.trades(base, counter, to=to, order="asc"):
            count += 1
print(count, time.monotonic() - began)
