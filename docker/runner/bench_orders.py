"""Measures the whole chain of an order: `./ticker bench exchange-orders [--minutes M]`.

A demo of its own runs; nginx, gateway, engine, sandbox, the ticker and the load generator share the machine. First 10,000 users
with their private streams place 1,000 orders a second together; meanwhile a probe trades in a market that they leave alone,
and waits for `markets.json` to show it. Then 500 users without streams place 5,000 orders a second. The baseline reads a small
file from the same nginx with the same load generator, as many times a second.
"""

import datetime
import http.client
import json
import time
from urllib.parse import urlsplit

from runner import loadtest
from runner.beside import Beside
from runner.errors import WRONG_USE, CommandError
from runner.loadtest import Demo, Options

MINUTES = range(1, 11)
USUAL_MINUTES = 2
# What is asked for: orders a second, 99 % of the answers within milliseconds, and from an order to the file in seconds.
STREAMS = {"users": "10000", "rate": "1000", "p99_ms": 100}
FAST = {"users": "500", "rate": "5000", "p99_ms": 50}
FILE_MS = 2000
REACHED = 0.99  # of the wanted rate: the first and last of it are cut off


def run(arguments):
    """Prints the result as one line of JSON."""
    seconds = 60 * read(arguments)
    loadtest.build_tool()
    with Demo() as demo:
        with Probe(demo.address) as probe:
            streams = loadtest.measure(demo.address, Options(STREAMS["users"], STREAMS["rate"], seconds, left_alone=probe.instrument), demo)
            seen = probe.times()
        fast = loadtest.measure(demo.address, Options(FAST["users"], FAST["rate"], seconds, streams="off"), demo)
        file = loadtest.measure(demo.address, Options(FAST["users"], FAST["rate"], seconds, streams="off", kind="file"), demo)
    print(json.dumps(result(streams, fast, file, seen)))


def read(arguments):
    """Returns the minutes of each part."""
    if not arguments:
        return USUAL_MINUTES
    text = arguments[1] if len(arguments) == 2 and arguments[0] == "--minutes" else ""
    if not text.isdecimal() or int(text) not in MINUTES:
        allowed = (MINUTES.start, MINUTES.stop - 1, " ".join(arguments))
        raise CommandError(WRONG_USE, "bench exchange-orders expects --minutes M, from %d to %d, found '%s'" % allowed)
    return int(text)


def result(streams, fast, file, seen):
    """Returns the members of the result."""
    goals = [
        *_of_profile("with %s streams" % STREAMS["users"], streams, STREAMS),
        *_of_profile("without streams", fast, FAST),
        _goal("from an order to markets.json, 99 %", _p99(seen), "ms", FILE_MS, seen and _p99(seen) <= FILE_MS),
    ]
    return {
        "bench": "exchange-orders",
        "value": fast["orders_per_second"],
        "unit": "orders/s",
        "ours": fast["orders_per_second"],
        "baseline": file["orders_per_second"],
        "baseline_is": "answers a second with a small file of the same nginx, asked for by the same load generator as often",
        "goal": int(FAST["rate"]),
        "met": all(goal["met"] for goal in goals),
        "goals": goals,
        "detail": {"streams": streams, "fast": fast, "file": file, "to_file_ms": seen},
    }


def _of_profile(name, found, wanted):
    rate = int(wanted["rate"])
    wrong = found["failed"] + found["unconnected_users"] + found["missing_events"]
    return [
        _goal("orders %s" % name, found["orders_per_second"], "orders/s", rate, found["orders_per_second"] >= REACHED * rate),
        _goal("answers %s, 99 %%" % name, found["p99_ms"], "ms", wanted["p99_ms"], 0 <= found["p99_ms"] <= wanted["p99_ms"]),
        _goal("failures %s" % name, wrong, "", 0, wrong == 0),
    ]


def _goal(name, value, unit, goal, met):
    return {"name": name, "value": value, "unit": unit, "goal": goal, "met": bool(met)}


def _p99(times):
    """Returns the time that 99 of 100 are not above; None without any."""
    return sorted(times)[max(0, -(-len(times) * 99 // 100) - 1)] if times else None


class Probe(Beside):
    """Trades now and then, at any price, and measures how long it takes until markets.json shows it.

    It does when the market's last price is that of the trade, or is of a ledger that closed later: another trade may have come
    after it in the same ledger.
    """

    PERIOD = 1.0  # seconds
    LOOK = 0.02
    GIVE_UP = 10.0
    MINIMA = 20

    def __init__(self, address):
        super().__init__()
        self._parts = urlsplit(address)
        instruments = self._ask("GET", "/api/v3/instruments")["items"]
        found = instruments[-1]
        # The file sums markets whose assets have the same codes; this market must be the only one with its codes.
        for candidate in instruments:
            codes = sorted(candidate["instrument"].split("-"))
            if [sorted(other["instrument"].split("-")) for other in instruments].count(codes) == 1 and "SHX" in codes:
                found = candidate
        self.instrument = found["instrument"]
        self._codes = set(self.instrument.split("-"))
        self._amount = "%.7f" % (float(found["minimum"]) * self.MINIMA)
        self._token = self._ask("POST", "/api/v3/demo/token", {})["token"]
        self._times = []

    def times(self):
        """Returns the milliseconds of each order; one that was not seen counts with the time that it was awaited."""
        return list(self._times)

    def work(self):
        number = 0
        while not self.ended.wait(self.PERIOD):
            number += 1
            try:
                self._one("buy" if number % 2 else "sell", number)
            except (OSError, ValueError, KeyError, http.client.HTTPException) as fault:
                print("the probe of markets.json: %r" % fault, flush=True)

    def _one(self, side, number):
        before, _ = self._last_trade()
        order = {"client_order_id": "probe-%d" % number, "instrument": self.instrument, "side": side, "type": "market", "amount": self._amount}
        placed = self._ask("POST", "/api/v3/order", order)
        began, accepted_at = time.monotonic(), time.time()
        if float(placed["executed_amount"]) == 0:
            return
        price = float(placed["executed_counter_amount"]) / float(placed["executed_amount"])
        if _is_same(price, before):
            return  # it could not be told from the trade before
        while time.monotonic() - began < self.GIVE_UP:
            last, closed_at = self._last_trade()
            if _is_same(price, last) or closed_at >= accepted_at:
                break
            time.sleep(self.LOOK)
        self._times.append(round(1000 * (time.monotonic() - began)))

    def _last_trade(self):
        """Returns the last price that the file has, and when its ledger closed, in seconds."""
        for pair in self._ask("GET", "/markets.json")["pairs"]:
            if set(pair["name"].split("_")) == self._codes:
                return pair["close"], time_of(pair["close_time"])
        return None, 0.0

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection(self._parts.hostname, self._parts.port, timeout=self.GIVE_UP)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if path.startswith("/api/v3/order"):
            headers["Authorization"] = "Bearer " + self._token
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status not in (200, 201):
                raise OSError("%s %s was answered with %d: %s" % (method, path, answer.status, text[:300]))
            return json.loads(text)
        finally:
            connection.close()


def time_of(text):
    """Returns the seconds since 1970 of a time such as 2026-11-30T05:00:00Z."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def _is_same(price, close):
    """Whether a price is the one of the file, which may be of the other direction."""
    return bool(close) and any(abs(close - candidate) <= 1e-9 * candidate for candidate in (price, 1 / price))
