"""Measures how fast the client libraries read lists: `./ticker bench clients [--scale N]`.

A demo of its own has a history of N trades. Each client reads all trades of all markets, page by page; curl reads the same pages,
whose addresses it knows beforehand, over one connection. They take turns.
"""

import glob
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.parse

from runner import build, client_tests, machine, npm, web
from runner.errors import WRONG_USE, CommandError
from runner.machine import ROOT
from runner.postgres import free_port

SCALE = range(10_000, 5_000_001)
ROUNDS = 3
PAGE = 1000
HISTORY_LIMIT = 900.0  # seconds
READ_LIMIT = 900.0
GOALS = {"java": 0.8, "typescript": 0.8, "python": 0.5}
BENCH = os.path.join(ROOT, "clients", "bench")


def run(arguments):
    """Prints the result as one line of JSON."""
    scale = read(arguments)
    home = os.path.join(ROOT, "target", "clients", "bench")
    os.makedirs(home, exist_ok=True)
    port = free_port()
    environment = {"TICKER_HOME": home, "TICKER_PORT": str(port), "METRICS_PORT": str(free_port()), "SANDBOX_PORT": str(free_port()), "SANDBOX_HISTORY_TRADES": str(scale), "EXCHANGE": "off"}
    address = "http://127.0.0.1:%d" % port
    _ticker(environment, "demo", "--detach")
    try:
        commands = _commands()
        _await_history(address)
        print("finding the pages", flush=True)
        to = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
        markets, pages, trades = _pages(address, to)
        files = _write(home, markets, address, pages)
        rates = {name: [] for name in ["curl", *commands]}
        for number in range(ROUNDS):
            print("reading %d trades on %d pages, round %d of %d" % (trades, len(pages), number + 1, ROUNDS), flush=True)
            rates["curl"].append(trades / _curl(files[1]))
            for name, command in commands.items():
                rates[name].append(trades / _client(name, [*command, address, files[0], to], trades))
        print(json.dumps(result(rates, {"trades": trades, "pages": len(pages)})))
    finally:
        _ticker(environment, "down")


def read(arguments):
    """Returns the trades of the history."""
    if not arguments:
        return 200_000
    text = arguments[1] if len(arguments) == 2 and arguments[0] == "--scale" else ""
    if not text.isdecimal() or int(text) not in SCALE:
        raise CommandError(WRONG_USE, "bench clients expects --scale N, from %d to %d, found '%s'" % (SCALE.start, SCALE.stop - 1, " ".join(arguments)))
    return int(text)


def result(rates, detail):
    """Returns the members of the result; the rates are trades a second, by reader and round."""
    medians = {name: statistics.median(values) for name, values in rates.items()}
    ratios = {name: medians[name] / medians["curl"] for name in rates if name != "curl"}
    goals = [
        {"name": "%s, of curl" % name, "value": round(ratio, 2), "unit": "x", "goal": GOALS[name], "met": ratio >= GOALS[name]}
        for name, ratio in ratios.items()
    ]
    return {
        "bench": "clients",
        "value": goals[0]["value"],
        "unit": "x",
        "ours": round(medians["java"]),
        "baseline": round(medians["curl"]),
        "baseline_is": "trades a second that curl reads from the same pages, compressed as the clients ask for them",
        "goal": goals[0]["goal"],
        "met": all(goal["met"] for goal in goals),
        "goals": goals,
        "detail": {**detail, "trades_per_second": {name: [round(value) for value in values] for name, values in rates.items()}, "load": round(os.getloadavg()[0], 1)},
    }


def _ticker(environment, *words):
    ran = subprocess.run([os.path.join(ROOT, "ticker"), *words], env={**os.environ, **environment}, stdout=sys.stderr, check=False)
    if ran.returncode != 0:
        raise CommandError(1, "./ticker %s ended with %d" % (" ".join(words), ran.returncode))


def _commands():
    """Returns the command of each client whose language is there."""
    machine.need_jdk()
    jackson = glob.glob(os.path.join(glob.escape(build.DIST), "lib", "jackson-*.jar"))
    client = glob.glob(os.path.join(glob.escape(ROOT), "clients", "java", "target", "client-java-*.jar"))
    commands = {"java": [machine.java(), "-cp", ":".join([*client, *jackson]), os.path.join(BENCH, "ReadTrades.java")]}
    folder = os.path.join(ROOT, "clients", "typescript")
    fault = npm.fault(folder)
    if fault:
        print("typescript is left out: %s" % fault, flush=True)
    else:
        subprocess.run(["npm", "run", "--silent", "build"], cwd=folder, check=True)
        commands["typescript"] = ["node", os.path.join(BENCH, "read_trades.mjs")]
    interpreter, fault = client_tests.python_with(os.path.join(ROOT, "clients", "python", "requirements-test.txt"))
    if fault:
        print("python is left out: %s" % fault, flush=True)
    else:
        commands["python"] = [interpreter, "-B", os.path.join(BENCH, "read_trades.py")]
    return commands


def _await_history(address):
    deadline = time.monotonic() + HISTORY_LIMIT
    while True:
        try:
            if web.get_json(address, "/healthz")["complete_percent"] == 100.0:
                return
        except (OSError, ValueError):
            pass  # not yet, or busy
        if time.monotonic() > deadline:
            raise CommandError(1, "the history was not stored within %d s" % HISTORY_LIMIT)
        time.sleep(1)


def _pages(address, to):
    """Returns all markets, the addresses of all pages, and how many trades these have."""
    listed = web.get_json(address, "/api/v1/markets?window=7d&limit=1000")["items"]
    markets = [(market["base"], market["counter"]) for market in listed]
    pages, trades = [], 0
    for base, counter in markets:
        query = {"base": base, "counter": counter, "to": to, "order": "asc", "limit": PAGE}
        while True:
            path = "/api/v1/trades?" + urllib.parse.urlencode(query)
            page = web.get_json(address, path)
            pages.append(path)
            trades += len(page["items"])
            if page["next_cursor"] is None:
                break
            query["cursor"] = page["next_cursor"]
    return markets, pages, trades


def _write(home, markets, address, pages):
    names = os.path.join(home, "markets.txt"), os.path.join(home, "pages.txt")
    with open(names[0], "w", encoding="utf-8") as file:
        file.writelines("%s %s\n" % market for market in markets)
    with open(names[1], "w", encoding="utf-8") as file:
        file.writelines('url = "%s%s"\noutput = "/dev/null"\n' % (address, page) for page in pages)
    return names


def _curl(config):
    began = time.monotonic()
    subprocess.run(["curl", "--silent", "--show-error", "--fail", "--compressed", "--config", config], check=True, timeout=READ_LIMIT)
    return time.monotonic() - began


def _client(name, command, trades):
    environment = {**os.environ, "PYTHONPATH": os.path.join(ROOT, "clients", "python", "src")}
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, timeout=READ_LIMIT, check=True)
    count, seconds = ran.stdout.split()
    if int(count) != trades:
        raise CommandError(1, "%s: expected %d trades, found %s" % (name, trades, count))
    return float(seconds)
