"""Measures how much memory the container takes: `./ticker bench memory [--scale N] [--minutes M]`.

A container runs `up` with PostgreSQL inside. Its Horizon is a sandbox in a container of its own, whose history has N trades
and which then trades 20 times a second. When the history is stored, requests of all kinds come 20 times a second for M minutes.
The figure is the most that was seen of what nobody else could use meanwhile: anonymous, shared and kernel memory of the
container's control group. Cached files are left out.
"""

import http.client
import itertools
import json
import os
import sys
import time
import urllib.parse

from runner import engine as engines
from runner import image, web
from runner.beside import Beside
from runner.errors import WRONG_USE, CommandError
from runner.postgres import free_port
from runner.settings import DEMO_USDC

GOAL = 700.0  # MiB
MEBIBYTE = 1 << 20
SCALE = range(10_000, 20_000_001)
MINUTES = range(1, 61)
REQUESTS_PER_SECOND = 20
INTERVAL = 2.0  # seconds from one look to the next
HISTORY_LIMIT = 3600.0  # seconds

# Version 2 of control groups has one file, version 1 a file and a number for the kernel's part.
READ = "cat /sys/fs/cgroup/memory.stat 2>/dev/null || { cat /sys/fs/cgroup/memory/memory.stat && echo kernel $(cat /sys/fs/cgroup/memory/memory.kmem.usage_in_bytes); }"

QUERY = '{ markets(baseAssetCode: "XLM") { tradePair baseVolume open close } assets { code } }'
REQUESTS = (
    ("GET", "/markets.json", None),
    ("GET", "/assets.json", None),
    ("POST", "/graphql", json.dumps({"query": QUERY})),
    ("GET", "/graphql?query=" + urllib.parse.quote("{ markets { tradePair tradeCount } }"), None),
    ("GET", "/api/v1/markets/native/" + DEMO_USDC, None),
    ("GET", "/api/v1/candles?base=native&counter=%s&interval=1m" % DEMO_USDC, None),
    ("GET", "/api/v1/candles?base=%s&counter=native&interval=1h&fill=true" % DEMO_USDC, None),
    ("GET", "/coinmarketcap/v1/summary", None),
    ("GET", "/coingecko/v1/tickers", None),
    ("GET", "/healthz", None),
)


def run(arguments):
    """Prints the result as one line of JSON."""
    scale, minutes = read(arguments)
    engine = engines.need()
    if not engine.can_run():
        raise CommandError(WRONG_USE, "bench memory runs the image, and %s runs none: install docker or podman" % engine.name)
    image.build(run=False)
    names = ["stellar-ticker-bench-%d-%s" % (os.getpid(), name) for name in ("source", "memory")]
    source, port, metrics = free_port(), free_port(), free_port()
    try:
        _start(engine, names[0], {"SANDBOX_PORT": source, "SANDBOX_HISTORY_TRADES": scale, "SANDBOX_TRADES_PER_SECOND": 20}, "sandbox")
        _start(engine, names[1], _settings(source, port, metrics))
        address = "http://127.0.0.1:%d" % port
        began = time.monotonic()
        _await_history(engine, names[1], address)
        seconds = time.monotonic() - began
        quiet = _most(engine, names[1], 30.0)
        with _Requests(port) as requests:
            busy = _most(engine, names[1], 60.0 * minutes)
        print(json.dumps(result(busy, quiet, requests.counts(), {"trades": scale, "minutes": minutes, "history_s": round(seconds)})))
    finally:
        for name in reversed(names):
            engine.succeeds("rm", "-f", "-v", name)


def _settings(source, port, metrics):
    horizon = "http://127.0.0.1:%d" % source
    return {
        "HORIZON_URL": horizon,
        "HORIZON_REQUESTS_PER_HOUR": "0",
        "TOML_TRUSTED_ORIGINS": "https://*.sandbox.example=" + horizon,
        "ORDERBOOK_INTERVAL": "10s",
        "BACKFILL_DAYS": "7",
        "TICKER_PORT": str(port),
        "METRICS_PORT": str(metrics),
        "TICKER_BIND": "127.0.0.1",
        "METRICS_BIND": "127.0.0.1",
        "CONNECTION_LIMIT": "0",
    }


def _start(engine, name, settings, *command):
    options = [word for setting, value in settings.items() for word in ("-e", "%s=%s" % (setting, value))]
    engine.output("run", "-d", "--name", name, "--network=host", *options, image.NAME, *command)


def read(arguments):
    """Returns the trades of the history and the minutes."""
    values = {"--scale": 1_000_000, "--minutes": 3}
    limits = {"--scale": SCALE, "--minutes": MINUTES}
    words = list(arguments)
    while words:
        option = words.pop(0)
        if option not in values:
            raise CommandError(WRONG_USE, "bench memory expects --scale N and --minutes M, found '%s'" % option)
        text = words.pop(0) if words else ""
        if not text.isdecimal() or int(text) not in limits[option]:
            allowed = limits[option]
            raise CommandError(WRONG_USE, "%s: expected a number from %d to %d, found '%s'" % (option, allowed.start, allowed.stop - 1, text))
        values[option] = int(text)
    return values["--scale"], values["--minutes"]


def result(busy, quiet, requests, detail):
    """Returns the members of the result; busy and quiet are the most that was seen, in MiB by kind."""
    value = round(sum(busy.values()), 1)
    return {
        "bench": "memory",
        "value": value,
        "unit": "MiB",
        "ours": value,
        "baseline": round(sum(quiet.values()), 1),
        "baseline_is": "the same container before the requests",
        "goal": GOAL,
        "met": value <= GOAL and not requests["failed"],
        "goals": [
            {"name": "anonymous, shared and kernel memory", "value": value, "unit": "MiB", "goal": GOAL, "met": value <= GOAL},
            {"name": "failed requests", "value": requests["failed"], "unit": "requests", "goal": 0, "met": not requests["failed"]},
        ],
        "detail": {**detail, "parts": {kind: round(part, 1) for kind, part in busy.items()}, "requests": requests["answered"], "load": round(os.getloadavg()[0], 1)},
    }


def _await_history(engine, name, address):
    """Waits until all seven days are stored, with their candles."""
    deadline = time.monotonic() + HISTORY_LIMIT
    while True:
        try:
            report = web.get_json(address, "/healthz")
            if report["complete_percent"] == 100.0:
                return
            said = "%s %% are stored; %s" % (report["complete_percent"], "; ".join(report["reasons"]))
        except (OSError, ValueError) as fault:
            said = str(fault)
        if time.monotonic() > deadline:
            raise CommandError(1, "the history was not stored within %d s: %s" % (HISTORY_LIMIT, said), *engine.output("logs", "--tail", "5", name).splitlines())
        time.sleep(INTERVAL)


def _most(engine, name, seconds):
    """Returns the look with the largest sum, in MiB by kind."""
    most = {}
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = parts(engine.output("exec", name, "sh", "-c", READ))
        most = max(most, seen, key=lambda one: sum(one.values()))
        time.sleep(INTERVAL)
    return most


def parts(text):
    """Returns anonymous, shared and kernel memory in MiB, of the text of memory.stat."""
    numbers = {}
    for line in text.splitlines():
        name, _, number = line.partition(" ")
        numbers[name] = int(number)
    # Version 1 counts children in names of their own, and calls anonymous memory rss.
    found = {
        "anonymous": numbers.get("total_rss", numbers.get("anon")),
        "shared": numbers.get("total_shmem", numbers.get("shmem")),
        "kernel": numbers.get("kernel"),
    }
    missing = [kind for kind, number in found.items() if number is None]
    if missing:
        raise CommandError(1, "the control group does not say its %s memory" % " and ".join(missing))
    return {kind: number / MEBIBYTE for kind, number in found.items()}


class _Requests(Beside):
    """Requests of all kinds, evenly in time, until the end of the block."""

    def __init__(self, port):
        super().__init__()
        self._port = port
        self._answered = 0
        self._failed = 0

    def counts(self):
        return {"answered": self._answered, "failed": self._failed}

    def work(self):
        due = time.monotonic()
        for method, path, body in itertools.cycle(REQUESTS):
            due += 1.0 / REQUESTS_PER_SECOND
            if self.ended.wait(max(0.0, due - time.monotonic())):
                return
            status = self._status(method, path, body)
            if status == 200:
                self._answered += 1
            else:
                self._failed += 1
                print("%s %s: %s" % (method, path, status), file=sys.stderr, flush=True)

    def _status(self, method, path, body):
        """Returns the status of the answer, or why there is none."""
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            link.request(method, path, body, {"Content-Type": "application/json"} if body else {})
            answer = link.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException) as fault:
            return repr(fault)
        finally:
            link.close()
